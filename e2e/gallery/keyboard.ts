import type { Page } from "@playwright/test";

/** More stops than any screen has before they repeat, or are as those before. */
const mostStops = 60;

interface Stop {
  readonly name: string;
  readonly fault?: string;
  /** The focus was here before, or has left the page. */
  readonly last: boolean;
}

/** Goes through the screen with Tab alone. @returns what somebody without a mouse would stumble over, in words */
export async function keyboardFaults(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (let stop = 0; stop < mostStops; stop += 1) {
    await page.keyboard.press("Tab");
    const { name, fault, last } = await page.evaluate(lookAtFocus);
    if (fault !== undefined) faults.push(`${name} ${fault}`);
    if (last) break;
  }
  const dialog = page.getByRole("dialog");
  if ((await dialog.count()) > 0) {
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    // Where the focus goes on to is set after the dialog has gone.
    const isKept = () => document.activeElement !== null && document.activeElement !== document.body;
    const kept = await page.waitForFunction(isKept, undefined, { timeout: 5_000 }).then(
      () => true,
      () => false,
    );
    if (!kept) faults.push("the focus is lost when the dialog is closed");
  }
  return faults;
}

/** Runs in the page: what has the focus, and what is wrong with it. */
function lookAtFocus(): Stop {
  const element = document.activeElement;
  const dialog = document.querySelector('[role="dialog"]');
  if (element === null || element === document.body) {
    return { name: "Tab", last: true, ...(dialog === null ? {} : { fault: "leaves the open dialog" }) };
  }
  const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : element.textContent;
  const name = `“${(element.getAttribute("aria-label") ?? label ?? element.tagName).trim().slice(0, 40)}”`;
  const last = element.hasAttribute("data-had-focus");
  element.setAttribute("data-had-focus", "");
  if (dialog?.contains(element) === false) return { name, last, fault: "is behind the open dialog" };

  const outlined = (one: Element | null | undefined, pseudo?: string) => {
    if (!one) return false;
    const { outlineStyle, outlineWidth } = getComputedStyle(one, pseudo);
    return outlineStyle !== "none" && Number.parseFloat(outlineWidth) > 0;
  };
  // A ring is drawn around the element, a link's whole row, or the label that stands for a hidden box. A field has its caret.
  const ringed =
    element.matches('iframe, [role="combobox"]') ||
    outlined(element) ||
    outlined(element, "::after") ||
    [element.closest("label"), element.parentElement, element.nextElementSibling].some((one) => outlined(one));
  if (!ringed) return { name, last, fault: "shows no ring when it has the focus" };

  const { left, top, width, height } = element.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2];
  const over = document.elementFromPoint(x, y);
  const seen = over === null || over.contains(element) || element.contains(over) || element.tagName === "IFRAME";
  return seen ? { name, last } : { name, last, fault: "has the focus beneath something else" };
}
