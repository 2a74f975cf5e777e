import { PageHeader } from "../ui/PageHeader.tsx";
import { ChangeList } from "./ChangeList.tsx";

/** Everything that ever happened on the platform, and a way back from each. */
export function ChangesPage() {
  return (
    <>
      <PageHeader
        title="Changes"
        description="Every change to every store, as Git has it. Any of them can be undone."
      />
      <ChangeList />
    </>
  );
}
