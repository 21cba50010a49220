// Stores new and changed secrets, whoever asks for it, within the total size of the account.
import { randomUUID } from 'node:crypto'
import type { output } from 'zod'
import { ApiError } from './errors.ts'
import type { createSecretBody, updateSecretBody } from './request-schemas.ts'
import { maskValue, type Secret, type SecretStore, weightOf } from './secret-store.ts'

/** What storing a secret needs to know of the sandbox. */
export interface SecretWriteContext {
  readonly secrets: SecretStore
  /** What the secrets of the account may weigh together, in bytes. */
  readonly maxTotalSecretBytes: number
  readonly clock: () => number
}

/** Stores a secret, or throws 413 where it would make all of them together too heavy. */
const store = (
  { secrets, maxTotalSecretBytes }: SecretWriteContext,
  secret: Secret,
  previousWeight: number,
): Secret => {
  const growth = weightOf(secret) - previousWeight
  // What was seeded may exceed the limit; a change that adds nothing to it is not refused for that.
  if (growth > 0 && secrets.totalBytes() + growth > maxTotalSecretBytes)
    throw new ApiError(413, `Total size of secrets would exceed ${maxTotalSecretBytes} bytes`)
  secrets.put(secret)
  return secret
}

/** Stores a new secret and returns it; throws 413. */
export const addSecret = (sandbox: SecretWriteContext, body: output<typeof createSecretBody>): Secret => {
  const nowAt = sandbox.clock()
  const secret = {
    id: randomUUID(),
    name: body.secret_name,
    valueBytes: Buffer.byteLength(body.secret_value),
    display: maskValue(body.secret_value),
    toolName: body.tool_name ?? null,
    toolArg: body.tool_arg ?? null,
    isDefaultForTool: body.is_default_for_tool ?? false,
    createdAt: nowAt,
    updatedAt: nowAt,
  }
  return store(sandbox, secret, 0)
}

/**
 * Stores the changed secret and returns it; throws 413. Null clears `tool_name` and `tool_arg`, which may be
 * empty, and leaves the other fields, which may not, as they are; io.net's reference does not say what the
 * live service does.
 */
export const changeSecret = (
  sandbox: SecretWriteContext,
  previous: Secret,
  { secret_value: value, ...body }: output<typeof updateSecretBody>,
): Secret => {
  const secret = {
    ...previous,
    name: body.secret_name ?? previous.name,
    ...(value == null ? {} : { valueBytes: Buffer.byteLength(value), display: maskValue(value) }),
    toolName: body.tool_name === undefined ? previous.toolName : body.tool_name,
    toolArg: body.tool_arg === undefined ? previous.toolArg : body.tool_arg,
    isDefaultForTool: body.is_default_for_tool ?? previous.isDefaultForTool,
    updatedAt: sandbox.clock(),
  }
  return store(sandbox, secret, weightOf(previous))
}
