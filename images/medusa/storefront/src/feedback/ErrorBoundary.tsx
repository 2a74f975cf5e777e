import { Component, type ReactNode } from "react";
import { ErrorNotice } from "./ErrorNotice.tsx";

/** Shows an error of the shop's own code instead of an empty page. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error?: unknown }> {
  override state: { error?: unknown } = {};

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    if (this.state.error === undefined) return this.props.children;
    return (
      <div className="shop-width py-16">
        <ErrorNotice title="Something broke" error={this.state.error} retry={() => location.reload()} />
      </div>
    );
  }
}
