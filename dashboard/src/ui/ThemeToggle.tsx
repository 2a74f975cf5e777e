import { Moon, Sun } from "lucide-react";
import { useState } from "react";
import { IconButton } from "./Button.tsx";

function darkNow(): boolean {
  const chosen = document.documentElement.dataset.theme;
  return chosen === undefined ? matchMedia("(prefers-color-scheme: dark)").matches : chosen === "dark";
}

/** Switches between light and dark; going back to what the system says forgets the choice. */
export function ThemeToggle() {
  const [dark, setDark] = useState(darkNow);
  const toggle = () => {
    const next = dark ? "light" : "dark";
    const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    if (next === system) {
      delete document.documentElement.dataset.theme;
      localStorage.removeItem("storeplane-theme");
    } else {
      document.documentElement.dataset.theme = next;
      localStorage.setItem("storeplane-theme", next);
    }
    setDark(!dark);
  };
  return (
    <IconButton label={dark ? "Light theme" : "Dark theme"} onClick={toggle}>
      {dark ? <Sun aria-hidden className="size-4" /> : <Moon aria-hidden className="size-4" />}
    </IconButton>
  );
}
