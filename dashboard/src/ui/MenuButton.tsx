import { type ComponentProps, type ReactElement, type ReactNode, Suspense, useState } from "react";

interface MenuButtonProps extends ComponentProps<"button"> {
  /** Fetches the menu's code. Called when somebody is about to open it. */
  onPrepare: () => void;
  /** Draws the menu, open, with the button as its trigger. */
  menu: (trigger: ReactElement) => ReactNode;
}

/** A button whose menu is loaded when it is first wanted: most people look at a page without opening one. */
export function MenuButton({ onPrepare, menu, ...button }: MenuButtonProps) {
  const [wanted, setWanted] = useState(false);
  const alone = (
    <button
      type="button"
      aria-haspopup="menu"
      aria-expanded={false}
      {...button}
      onPointerEnter={onPrepare}
      onFocus={onPrepare}
      onClick={() => setWanted(true)}
      onKeyDown={(event) => event.key === "ArrowDown" && setWanted(true)}
    />
  );
  if (!wanted) return alone;
  return <Suspense fallback={alone}>{menu(<button type="button" {...button} />)}</Suspense>;
}
