/** The mark: an awning over a plane. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#2748d8" />
      <path
        d="M8.2 7.5h15.6l2.2 6.3a3.35 3.35 0 0 1-6.67.3 3.35 3.35 0 0 1-6.66 0 3.35 3.35 0 0 1-6.67-.3z"
        fill="#fff"
      />
      <path d="m9.5 20.6 3-1.3h13l-3 5.2h-16z" fill="#9db2ff" />
    </svg>
  );
}
