// Schemas that the commands of several topics share.
import * as z from 'zod'
import { maxTags, tagSchema } from '../domain/notes.ts'
import { rotationSchema } from '../domain/rotation.ts'

const id = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[\w-]+$/)
export const keyId = id
export const token = z
  .string()
  .min(16)
  .max(100)
  .regex(/^[\w-]+$/)
export const nothing = z.strictObject({})
export const byKey = z.strictObject({ keyId })
export const secretId = id
export const bySecret = z.strictObject({ secretId })
export const instant = z.number().int()
export const activityFormat = z.enum(['csv', 'json'])
/** How many entries a file was written with. */
export const written = z.strictObject({ count: z.number().int().min(0) })
export const quietMs = rotationSchema.shape.quietMs
/** What changes about the tags of several; `isFavourite` left out: as it is for each. */
export const tagChange = {
  add: z.array(tagSchema).max(maxTags),
  remove: z.array(tagSchema).max(maxTags),
  isFavourite: z.boolean().exactOptional(),
}
export const accountId = z.string().min(1).max(100)

/** Where a value that somebody found was seen here. */
export const identifiedSchema = z.strictObject({
  kind: z.enum(['key', 'secret', 'adminKey']),
  /** The key or secret, or the account of an admin key. */
  id: z.string().max(200),
  /** `value`: it is the very value; `display`: only the shortened form fits. */
  how: z.enum(['value', 'display']),
})

/** What a command takes and gives. */
export type Schemas = Readonly<Record<string, { readonly input: z.ZodType; readonly output: z.ZodType }>>
