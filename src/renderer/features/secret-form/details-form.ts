// What the forms of a secret hold beside its value, and the schemas that check it.
import * as z from 'zod'
import {
  type SecretEdit,
  secretNameSchema,
  toolArgSchema,
  toolNameSchema,
} from '../../../shared/domain/secret.ts'
import { checkPart } from '../key-form/form-values.ts'

/** An empty tool or argument stands for none. */
export type EditValues = z.input<ReturnType<typeof editSchema>>

/** In the order of the form. */
export const editFieldNames = ['name', 'toolName', 'toolArg', 'isDefault'] as const

/** The form of a secret as it is. */
export function editValues({ name, toolName, toolArg, isDefault }: SecretEdit): EditValues {
  return { name, toolName: toolName ?? '', toolArg: toolArg ?? '', isDefault }
}

/**
 * Checks a form and gives it as an edit. What `current` has now is accepted unchanged, even where it breaks
 * our own rules.
 */
export function editSchema(current: SecretEdit | null) {
  return z
    .object({
      name: part(secretNameSchema, current?.name),
      toolName: optionalPart(toolNameSchema, current?.toolName ?? null),
      toolArg: optionalPart(toolArgSchema, current?.toolArg ?? null),
      isDefault: z.boolean(),
    })
    .superRefine(({ toolName, toolArg }, context) => {
      const isAsBefore = current?.toolName === toolName && current.toolArg === toolArg
      if (isAsBefore || (toolName === null) === (toolArg === null)) return
      context.addIssue(
        toolName === null
          ? { code: 'custom', path: ['toolName'], message: 'Name the tool too, or leave both empty.' }
          : { code: 'custom', path: ['toolArg'], message: 'Name the argument too, or leave both empty.' },
      )
    })
}

function part(schema: z.ZodType<string>, current: string | undefined) {
  return z.string().transform((text, context) => (text === current ? text : checkPart(schema, text, context)))
}

function optionalPart(schema: z.ZodType<string>, current: string | null) {
  return z.string().transform((text, context) => {
    if (text === (current ?? '')) return current
    return text.trim() === '' ? null : checkPart(schema, text, context)
  })
}

/** The same while the form is being filled in: a field that is not right yet counts as `current` has it. */
export function readSoFar(current: SecretEdit, values: EditValues): SecretEdit {
  const { shape } = editSchema(current)
  const name = shape.name.safeParse(values.name)
  const toolName = shape.toolName.safeParse(values.toolName)
  const toolArg = shape.toolArg.safeParse(values.toolArg)
  return {
    name: name.success ? name.data : current.name,
    toolName: toolName.success ? toolName.data : current.toolName,
    toolArg: toolArg.success ? toolArg.data : current.toolArg,
    isDefault: values.isDefault,
  }
}

/** What a secret is for as the form has it now, right or not. */
export function placeOf({ toolName, toolArg }: EditValues): Pick<SecretEdit, 'toolName' | 'toolArg'> {
  return { toolName: toolName.trim() || null, toolArg: toolArg.trim() || null }
}
