import { PackageX } from "lucide-react";
import { useNavigate } from "react-router";
import { usePlatform } from "../platform/usePlatform.ts";
import { useEngines } from "../stores/useEngines.ts";
import { BackLink } from "../ui/BackLink.tsx";
import { Card } from "../ui/Card.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { PageHeader } from "../ui/PageHeader.tsx";
import { PageSkeleton } from "../ui/Skeleton.tsx";
import { CreateStoreForm } from "./CreateStoreForm.tsx";
import { useClone } from "./clone.ts";

/** Everything a new store needs, on one page, beside what it will be in Git. */
export function CreateStorePage() {
  const navigate = useNavigate();
  const clone = useClone();
  const engines = useEngines();
  const platform = usePlatform().data;
  return (
    <>
      <BackLink to="/stores">All stores</BackLink>
      <PageHeader
        title={clone.of === undefined ? "Create a store" : `Clone ${clone.of.store}`}
        description="It becomes a file in Git; from there it is deployed by itself."
      />
      <Loaded
        query={clone.isPending ? { ...engines, data: undefined } : engines}
        label="Loading the engines"
        skeleton={<PageSkeleton />}
        isEmpty={(data) => data.length === 0}
        empty={
          <Card>
            <EmptyState icon={<PackageX aria-hidden className="size-5" />} title="No engine is released yet">
              The stores repository holds no chart. Release one, or wait until the platform has started.
            </EmptyState>
          </Card>
        }
      >
        {(data) => (
          <CreateStoreForm
            engines={data}
            owner={platform?.user?.id ?? "you"}
            domain={platform?.domain}
            modes={platform?.changeModes ?? []}
            clone={clone.of}
            onCreated={(name, commit) =>
              void navigate(commit === undefined ? `/stores/${name}` : `/stores/${name}/progress?commit=${commit}`)
            }
          />
        )}
      </Loaded>
    </>
  );
}
