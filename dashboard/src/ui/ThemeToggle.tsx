import { Moon, Sun } from "lucide-react";
import { IconButton } from "./Button.tsx";
import { toggleTheme, useIsDark } from "./theme.ts";

export function ThemeToggle() {
  const dark = useIsDark();
  return (
    <IconButton label={dark ? "Light theme" : "Dark theme"} onClick={toggleTheme}>
      {dark ? <Sun aria-hidden className="size-4" /> : <Moon aria-hidden className="size-4" />}
    </IconButton>
  );
}
