// The bodies that storing and changing a secret send.
import type { NewSecret, SecretUpdate } from '../ports/remote.ts'

type Body = Readonly<Record<string, unknown>>

/** The body of a new secret. The default flag is always sent: the built-in agents find a secret by it alone. */
export function secretBody(secret: NewSecret): Body {
  return {
    secret_name: secret.name,
    secret_value: secret.value,
    ...(secret.toolName === null ? {} : { tool_name: secret.toolName }),
    ...(secret.toolArg === null ? {} : { tool_arg: secret.toolArg }),
    is_default_for_tool: secret.isDefault,
  }
}

/** The body of a change: only the fields that change. Null takes the tool or its argument away. */
export function secretUpdateBody(changes: SecretUpdate): Body {
  return {
    ...(changes.name === undefined ? {} : { secret_name: changes.name }),
    ...(changes.value === undefined ? {} : { secret_value: changes.value }),
    ...(changes.toolName === undefined ? {} : { tool_name: changes.toolName }),
    ...(changes.toolArg === undefined ? {} : { tool_arg: changes.toolArg }),
    ...(changes.isDefault === undefined ? {} : { is_default_for_tool: changes.isDefault }),
  }
}
