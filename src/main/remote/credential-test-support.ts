// Services of the catalogue and made-up arguments for them, for the tests of credentials.
import type { ServerResponse } from 'node:http'
import { checkArguments, type Service, serviceById } from '../../shared/domain/integrations.ts'
import { checkVerdictSchema } from '../../shared/domain/secret-check.ts'
import type { CheckInput } from '../ports/remote.ts'
import { type CheckLimits, createCredentialCheck } from './credential-check.ts'
import { credentialRequest } from './credential-request.ts'
import { sendJson, startServer, systemClock } from './test-support.ts'

export const credential = 'made-up-credential-0123456789'

/** A check with limits that a busy computer keeps. */
export const checkWith = (more: Partial<CheckLimits> = {}) =>
  createCredentialCheck({
    clock: systemClock,
    authorities: undefined,
    limits: { connectMs: 5000, callMs: 8000, ...more },
  })

export function service(id: string): Service {
  const found = serviceById(id)
  if (found === undefined) throw new Error(`no service ${id}`)
  return found
}

/** The request for a service, where nothing is wrong with the arguments. */
export function request(id: string, args: Record<string, string>) {
  const result = credentialRequest(service(id), args)
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`)
  return result.value
}

/** What is wrong with the arguments. */
export function problems(id: string, args: Record<string, string>) {
  const result = credentialRequest(service(id), args)
  if (result.ok) throw new Error(`went through to ${result.value.host}${result.value.path}`)
  if (result.error.code !== 'invalidInput') throw new Error(`refused as ${result.error.code}`)
  return result.error.fields ?? []
}

export const jira = {
  username: 'me@made-up.example',
  token: 'made-up-token',
  server_url: 'https://made-up.example',
}
export const confluence = { username: 'me', api_key: 'made-up-token', url: 'https://made-up.example' }

/** Every argument that the check of a service needs. */
export function argsOf({ check }: Service, secret = credential): CheckInput {
  const plain: Record<string, string> = {
    server_url: 'https://made-up.example:8443/jira',
    url: 'https://made-up.example/wiki',
    company_name: 'made-up',
    username: 'me',
  }
  const names = check === null ? [] : checkArguments(check)
  return Object.fromEntries(names.map((name) => [name, plain[name] ?? secret]))
}

/** The verdict on the credential of a service that answers like this. */
export async function ask(
  id: string,
  answer: (response: ServerResponse) => void,
  more: Partial<CheckLimits> = {},
) {
  const server = await startServer((_request, response) => answer(response))
  const result = await checkWith(more).ask(service(id), argsOf(service(id)), server.url)
  await server.close()
  if (!result.ok) throw new Error(`failed with ${result.error.code}`)
  checkVerdictSchema.parse(result.value)
  if (JSON.stringify(result).includes(credential)) throw new Error('the verdict holds the credential')
  return { ...result.value, server }
}

/** An answer of JSON. */
export const json =
  (status: number, body: unknown = {}) =>
  (response: ServerResponse) =>
    sendJson(response, status, body)
