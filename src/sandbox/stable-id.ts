// Ids that are the same at every start, for what the sandbox brings along itself.
import { createHash } from 'node:crypto'

/** A UUID that depends on `name` alone. */
export const stableId = (name: string): string =>
  createHash('sha256')
    .update(`latchkey-sandbox/${name}`)
    .digest('hex')
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5')
