import { Document, isDocument, isPair, isScalar, parseDocument, Scalar, visit } from "yaml";

/**
 * YAML text of a document or a value in which every text that some version of YAML would read as something else is quoted.
 * Long lines are not folded: one value stays one line, so a diff shows what changed.
 */
export function valuesText(value: unknown): string {
  const document = isDocument(value) ? value : new Document(value, { version: "1.2", aliasDuplicateObjects: false });
  visit(document, (_, node) => {
    const scalar = isPair(node) ? node.key : node;
    if (!isScalar(scalar) || typeof scalar.value !== "string") return;
    const plain = scalar.type === undefined || scalar.type === Scalar.PLAIN;
    if (plain && isAmbiguous(scalar.value)) scalar.type = Scalar.QUOTE_DOUBLE;
  });
  return document.toString({ lineWidth: 0 });
}

/** YAML 1.2 texts are quoted by the printer itself; this finds those that YAML 1.1 (Helm, Argo CD) reads as something else. */
function isAmbiguous(text: string): boolean {
  if (!/^([-+.]?\d|[-+]?[.eE]|[yYnNoOtTfF~=<])/.test(text)) return false;
  const read = parseDocument(text, { version: "1.1", logLevel: "silent" });
  return read.errors.length > 0 || read.toJS() !== text;
}
