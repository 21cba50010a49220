// Makes the one request that tests a credential at its service, out of the catalogue's template and what was entered.
import { BlockList, isIP } from 'node:net'
import { checkArguments, type Service, type ServiceCheck } from '../../shared/domain/integrations.ts'
import { type FieldProblem, fail, ok, type Result } from '../../shared/errors.ts'
import type { CheckInput } from '../ports/remote.ts'

export interface CredentialRequest {
  readonly method: ServiceCheck['method']
  /** Host name, with the port where the user gave one. */
  readonly host: string
  /** With the query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

/** Refused input; the message never holds what was entered. */
class Refusal extends Error {
  readonly problem: FieldProblem
  constructor(field: string, message: string) {
    super('refused input')
    this.problem = { field, message }
  }
}

/** The user's own server or a host of the catalogue, always https, and the rest of the address. */
const urlTemplate = /^(\{\w+\}|https:\/\/[^/?]+)(.*)$/s

/** `invalidInput` with one problem for each argument that is missing, or the first that cannot be sent. */
export function credentialRequest(service: Service, args: CheckInput): Result<CredentialRequest> {
  const { check } = service
  if (check === null || !urlTemplate.test(check.url)) {
    const message = `Latchkey knows no harmless call that tests a credential of ${service.name}.`
    return fail('invalidInput', { fields: [{ field: 'service', message }] })
  }
  const missing = checkArguments(check).filter((name) => !hasText(args, name))
  if (missing.length > 0) {
    const labelOf = (name: string) => service.args.find((argument) => argument.name === name)?.label ?? name
    const fields = missing.map((field) => ({ field, message: `Enter this too: ${labelOf(field)}.` }))
    return fail('invalidInput', { fields })
  }
  try {
    return ok(fillTemplate(check, args))
  } catch (error) {
    if (error instanceof Refusal) return fail('invalidInput', { fields: [error.problem] })
    throw error
  }
}

function fillTemplate(check: ServiceCheck, args: CheckInput): CredentialRequest {
  const [, start = '', rest = ''] = urlTemplate.exec(check.url) ?? []
  const base = start.startsWith('{')
    ? enteredBase(start, rest, args)
    : { host: fixedHost(start, args), path: '' }
  const headers = Object.entries(check.headers).map(([name, template]) => [name, fillHeader(template, args)])
  return {
    method: check.method,
    host: base.host,
    path: `${base.path}${fill(rest, args, pathPart)}`,
    headers: Object.fromEntries(headers),
    body: check.body,
  }
}

/** A host that the catalogue names, but for a part of its name such as the company's. */
function fixedHost(start: string, args: CheckInput): string {
  return fill(start.slice('https://'.length), args, (value, name) => {
    if (/^(?!-)[a-z0-9-]{1,63}(?<!-)$/i.test(value)) return value.toLowerCase()
    throw new Refusal(name, 'Only letters, digits and hyphens: it is the first part of a host name.')
  })
}

/** The address of a server of the user's own: `{server_url}` at the beginning of the template. */
function enteredBase(
  start: string,
  rest: string,
  args: CheckInput,
): { readonly host: string; readonly path: string } {
  const name = start.slice(1, -1)
  const value = enteredText(args, name)
  const url = URL.canParse(value) ? new URL(value) : null
  if (url === null || !/^https:\/\/[^/]/i.test(value))
    throw new Refusal(name, 'Enter an address that begins with https://.')
  // The text as well as what the parser made of it: it forgives much that a person would read otherwise.
  const isPlain = /^[^\s\\@?#]+$/u.test(value) && plainHost.test(url.hostname)
  if (!isPlain) throw new Refusal(name, 'Enter only the address: no user name, spaces, “?” or “#”.')
  if (url.host.length > maxHostLength) throw new Refusal(name, 'The name of the host is too long.')
  if (isThisComputer(url.hostname)) {
    throw new Refusal(name, 'This address leads to this computer or its own network link, not to a service.')
  }
  const path = url.pathname.replace(/\/+$/, '')
  const firstPart = /^\/[^/?{]+/.exec(rest)?.[0]
  // An address that already ends with where the call begins, as `/wiki` does.
  const isDoubled = firstPart !== undefined && path.endsWith(firstPart)
  return { host: url.host, path: isDoubled ? path.slice(0, -firstPart.length) : path }
}

const plainHost = /^(?:[a-z0-9._-]+|\[[0-9a-f:]+\])$/
/** A name of 253 characters, a colon and a port. */
const maxHostLength = 259
const ownAddresses = new BlockList()
ownAddresses.addSubnet('127.0.0.0', 8, 'ipv4')
ownAddresses.addSubnet('0.0.0.0', 8, 'ipv4')
ownAddresses.addSubnet('169.254.0.0', 16, 'ipv4')
ownAddresses.addSubnet('::', 96, 'ipv6')
ownAddresses.addSubnet('fe80::', 10, 'ipv6')

/** Loopback and link-local; other private addresses may well be a company's server. */
function isThisComputer(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.+$/, '')
  const family = isIP(host)
  if (family !== 0) return ownAddresses.check(host, family === 4 ? 'ipv4' : 'ipv6')
  return host === '' || host === 'localhost' || host.endsWith('.localhost')
}

function plainText(value: string, name: string): string {
  if (value.isWellFormed()) return value
  throw new Refusal(name, 'It holds a character that cannot be sent.')
}

function pathPart(value: string, name: string): string {
  if (/^\.{1,2}$/.test(value)) throw new Refusal(name, 'This cannot be part of an address.')
  // A colon may stand there as it is, and some services only know it so.
  return encodeURIComponent(plainText(value, name)).replaceAll('%3A', ':')
}

/** `base64({a}:{b})` is the encoding of the text in it; everything else stands as it is. */
function fillHeader(template: string, args: CheckInput): string {
  const encoded = template.replace(/base64\((.*?)\)/g, (_whole, inner: string) =>
    Buffer.from(fill(inner, args, plainText)).toString('base64'),
  )
  return fill(encoded, args, (value, name) => {
    // No line break, or a header of somebody else's choice could follow.
    if (/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(value)) return value
    throw new Refusal(name, 'It holds a line break, a space at an end, or a character that cannot be sent.')
  })
}

function fill(template: string, args: CheckInput, form: (value: string, name: string) => string): string {
  return template.replace(/\{(\w+)\}/g, (_whole, name: string) => form(enteredText(args, name), name))
}

function hasText(args: CheckInput, name: string): boolean {
  return enteredText(args, name).trim() !== ''
}

function enteredText(args: CheckInput, name: string): string {
  return (Object.hasOwn(args, name) ? args[name] : undefined) ?? ''
}
