// Tells that the question covers fewer rows than were chosen.

export function LeftOut({ count }: { readonly count: number }) {
  if (count <= 0) return null
  return (
    <p className="text-ink-muted">
      {count === 1 ? '1 more is left out' : `${count} more are left out`}: gone already, or too many at once.
    </p>
  )
}
