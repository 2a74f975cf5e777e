import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useLocation, useNavigate, useNavigationType } from "react-router";
import { searchAddress, searchedText } from "./searchAddress.ts";

const PAUSE_MS = 250;

/** Where a shopper types what they look for. The results follow the typing; Enter doesn't wait for the pause, Escape empties. */
export function SearchField({ className = "" }: { className?: string }) {
  const id = useId();
  const navigate = useNavigate();
  const isStep = useNavigationType() === "POP";
  const location = useLocation();
  const { pathname } = location;
  const searched = searchedText(location);
  const [text, setText] = useState(searched);
  const shown = useRef(searched);
  // Back, forward and leaving the results change the text; what is being typed is never overwritten by its own results.
  useEffect(() => {
    if (!isStep && pathname === "/search") return;
    shown.current = searched;
    setText(searched);
  }, [isStep, pathname, searched]);
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === shown.current) return undefined;
    const timer = setTimeout(() => {
      shown.current = wanted;
      // One step back leads out of the search, not through each pause of the typing.
      navigate(searchAddress(wanted), { replace: pathname === "/search" });
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, pathname, navigate]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    shown.current = text.trim();
    navigate(searchAddress(text.trim()), { replace: pathname === "/search" });
  };
  const empty = (event: KeyboardEvent) => {
    if (event.key === "Escape") setText("");
  };
  return (
    <search className={className}>
      <form onSubmit={submit} className="relative">
        <label htmlFor={id} className="sr-only">
          Search the shop
        </label>
        <SearchSign className="pointer-events-none absolute top-1/2 left-3.5 size-5 -translate-y-1/2 text-muted" />
        <input
          id={id}
          type="search"
          name="q"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={empty}
          placeholder="Search"
          autoComplete="off"
          enterKeyHint="search"
          maxLength={100}
          className="h-11 w-full rounded-full border border-[#a8a196] bg-white pr-4 pl-11 text-base placeholder:text-muted [&::-webkit-search-cancel-button]:grayscale"
        />
      </form>
    </search>
  );
}

/** A magnifying glass. */
export function SearchSign({ className }: { className: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      className={className}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      aria-hidden="true"
    >
      <circle cx="10.5" cy="10.5" r="6" />
      <path d="m15 15 5 5" strokeLinecap="round" />
    </svg>
  );
}
