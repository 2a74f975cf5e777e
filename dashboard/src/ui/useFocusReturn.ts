import { useState } from "react";

/**
 * Where the keyboard goes on once a dialog is closed: to what opened it or, where that has gone, to the page. For dialogs
 * that no trigger of their own opens.
 */
export function useFocusReturn(): (event: Event) => void {
  const [opener] = useState(() => openerOf(document.activeElement));
  return (event) => {
    event.preventDefault();
    const target = opener?.isConnected === true ? opener : document.getElementById("main");
    target?.focus();
  };
}

/** What had the focus; of a menu, which closes as its dialog opens, the button that it belongs to. */
function openerOf(focused: Element | null): HTMLElement | null {
  const menu = focused?.closest('[role="menu"]');
  if (menu) return document.getElementById(menu.getAttribute("aria-labelledby") ?? "");
  return focused instanceof HTMLElement && focused !== document.body ? focused : null;
}
