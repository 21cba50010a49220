// Checks what a request sent, and words its errors exactly as FastAPI with Pydantic does.
import type { Context } from 'hono'
import * as z from 'zod'
import { ApiError, type ValidationIssue } from './errors.ts'

type Location = 'body' | 'path' | 'query'

/** Adds an error in Pydantic's own terms; `type` and `message` reach the answer unchanged. */
export const addIssue = (
  context: z.RefinementCtx,
  type: string,
  message: string,
  details?: Readonly<Record<string, unknown>>,
): void => {
  context.addIssue({ code: 'custom', message, params: { type, ctx: details } })
}

/** Pydantic's answer where a validator of the service itself says no. */
export const addValueError = (context: z.RefinementCtx, message: string): void =>
  addIssue(context, 'value_error', `Value error, ${message}`, { error: {} })

const wrongType: Readonly<Record<string, readonly [type: string, msg: string]>> = {
  string: ['string_type', 'Input should be a valid string'],
  number: ['float_type', 'Input should be a valid number'],
  boolean: ['bool_type', 'Input should be a valid boolean'],
  array: ['list_type', 'Input should be a valid list'],
  record: ['dict_type', 'Input should be a valid dictionary'],
  object: ['model_attributes_type', 'Input should be a valid dictionary or object to extract fields from'],
}

const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    input,
  )

/** 'a', 'b' or 'c' */
const oneOf = (values: readonly unknown[]): string => {
  const quoted = values.map((value) => `'${value}'`)
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`
}

const describe = (issue: z.core.$ZodIssue, isMissing: boolean): Omit<ValidationIssue, 'loc' | 'input'> => {
  if (issue.code === 'custom') {
    const details: unknown = issue.params?.ctx
    return {
      type: String(issue.params?.type ?? 'value_error'),
      msg: issue.message,
      ...(typeof details === 'object' && details !== null ? { ctx: { ...details } } : {}),
    }
  }
  if (isMissing) return { type: 'missing', msg: 'Field required' }
  if (issue.code === 'invalid_type') {
    const [type, msg] = wrongType[issue.expected] ?? ['value_error', issue.message]
    return { type, msg }
  }
  if (issue.code === 'invalid_value') {
    const expected = oneOf(issue.values)
    return { type: 'literal_error', msg: `Input should be ${expected}`, ctx: { expected } }
  }
  if (issue.code === 'too_small' && issue.origin === 'number') {
    const ge = Number(issue.minimum)
    return { type: 'greater_than_equal', msg: `Input should be greater than or equal to ${ge}`, ctx: { ge } }
  }
  return { type: 'value_error', msg: issue.message }
}

/**
 * Checks `input` against `schema` and returns its output; throws the 422 answer with every error in it.
 * Each error echoes the input it speaks of, as FastAPI does: a client that logs the body of a 422 thereby
 * logs a secret it sent, and must be able to meet that here.
 */
export const check = <Output>(schema: z.ZodType<Output>, input: unknown, location: Location): Output => {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  throw new ApiError(
    422,
    result.error.issues.map((issue) => {
      const found = valueAt(input, issue.path)
      const isMissing = found === undefined && issue.path.length > 0
      const { type, msg, ctx } = describe(issue, isMissing)
      return {
        type,
        loc: [location, ...issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key))],
        msg,
        input: (isMissing ? valueAt(input, issue.path.slice(0, -1)) : found) ?? null,
        ...(ctx === undefined ? {} : { ctx }),
      }
    }),
  )
}

/** No documented request comes near it. */
const maxBodyLength = 1024 * 1024

const readText = async (context: Context): Promise<string> => {
  const text = await context.req.text().catch(() => {
    throw new ApiError(400, 'There was an error parsing the body')
  })
  if (text.length > maxBodyLength) throw new ApiError(413, 'Request body is too large')
  return text
}

const readJson = async (context: Context): Promise<unknown> => {
  const text = await readText(context)
  if (text === '')
    throw new ApiError(422, [{ type: 'missing', loc: ['body'], msg: 'Field required', input: null }])
  const isJson = /^application\/([\w.+-]+\+)?json\b/i.test(context.req.header('content-type') ?? '')
  // FastAPI hands a body of another type to the model as text, which then is no object.
  if (!isJson) return text
  try {
    return JSON.parse(text)
  } catch (error) {
    const position = Number(/position (\d+)/.exec(String(error))?.[1] ?? 0)
    throw new ApiError(422, [
      {
        type: 'json_invalid',
        loc: ['body', position],
        msg: 'JSON decode error',
        input: {},
        ctx: { error: 'Expecting value' },
      },
    ])
  }
}

/** The checked JSON body of a request; throws 422, or 400 where the body broke off. */
export const readBody = async <Output>(context: Context, schema: z.ZodType<Output>): Promise<Output> =>
  check(schema, await readJson(context), 'body')

const uuid = z.string().transform((text, context) => {
  const hex = text.replaceAll('-', '').toLowerCase()
  const stranger = /[^0-9a-f]/i.exec(hex)
  if (stranger === null && hex.length === 32)
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  const error =
    stranger === null
      ? `invalid length: expected length 32 for simple format, found ${hex.length}`
      : `invalid character: expected an optional prefix of \`urn:uuid:\` followed by [0-9a-fA-F-], found \`${stranger[0]}\` at ${text.indexOf(stranger[0]) + 1}`
  addIssue(context, 'uuid_parsing', `Input should be a valid UUID, ${error}`, { error })
  return z.NEVER
})

/** The UUID of a path parameter in its usual form; throws 422 where it is none. */
export const uuidParameter = (context: Context, name: string): string =>
  check(z.object({ [name]: uuid }), { [name]: context.req.param(name) }, 'path')[name] ?? ''

/** A whole number of a query string with its limits and default. */
export const integerQuery = <Fallback>(
  limits: { readonly minimum: number; readonly maximum?: number },
  fallback: Fallback,
): z.ZodType<number | Fallback> =>
  z
    .string()
    .optional()
    .transform((text, context) => {
      if (text === undefined) return fallback
      const number = /^[+-]?\d+$/.test(text.trim()) ? Number(text) : Number.NaN
      if (Number.isNaN(number)) {
        addIssue(
          context,
          'int_parsing',
          'Input should be a valid integer, unable to parse string as an integer',
        )
      } else if (number < limits.minimum) {
        const ge = limits.minimum
        addIssue(context, 'greater_than_equal', `Input should be greater than or equal to ${ge}`, { ge })
      } else if (limits.maximum !== undefined && number > limits.maximum) {
        const le = limits.maximum
        addIssue(context, 'less_than_equal', `Input should be less than or equal to ${le}`, { le })
      }
      return number
    })
