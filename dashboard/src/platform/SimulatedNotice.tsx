import { Notice } from "../ui/Notice.tsx";

/** Says that no shop will open, and why. */
export function SimulatedNotice() {
  return (
    <Notice title="Pods are simulated on this machine">
      Stores are committed, synced and report their health, but no shop runs behind their links.
    </Notice>
  );
}
