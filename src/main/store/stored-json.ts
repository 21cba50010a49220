// Reads what a database holds as JSON: rows are ours, but a version before or a damaged byte may have written them.
import type * as z from 'zod'

/** What `text` holds where it fits the schema; null where it does not, or is no JSON. Never throws. */
export function readStored<T>(schema: z.ZodType<T>, text: string, fill: object = {}): T | null {
  const stored = parseJson(text)
  if (typeof stored !== 'object' || stored === null) return null
  const parsed = schema.safeParse({ ...fill, ...stored })
  return parsed.success ? parsed.data : null
}

/** Null where it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
