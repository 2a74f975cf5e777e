import { describe, expect, it } from "vitest";
import { portableSql } from "./templateSql";

describe("portableSql", () => {
  it("keeps statements and drops what only psql or some servers understand", () => {
    const dump = [
      "--",
      "-- PostgreSQL database dump",
      "\\restrict abc",
      "SET transaction_timeout = 0;",
      "SET standard_conforming_strings = on;",
      "",
      "COMMENT ON EXTENSION pg_trgm IS 'text';",
      "CREATE TABLE public.a (b text);",
      "INSERT INTO public.a VALUES",
      "\t('\\restricted? no, data');",
      "\\unrestrict abc",
    ].join("\n");
    expect(portableSql(dump)).toBe(
      [
        "SET standard_conforming_strings = on;",
        "CREATE TABLE public.a (b text);",
        "INSERT INTO public.a VALUES",
        "\t('\\restricted? no, data');",
      ].join("\n"),
    );
  });
});
