// The operation that puts agents to work; here each of them has one answer, prepared in advance.
import { Hono } from 'hono'
import { agents } from '../agent-catalogue.ts'
import { agentResults } from '../agent-results.ts'
import type { Auth } from '../auth.ts'
import { ApiError } from '../errors.ts'
import { runWorkflowBody } from '../request-schemas.ts'
import { readBody } from '../validation.ts'

const resultOf = (name: string): unknown => agentResults[name] ?? 'Done, as far as a sandbox can do it.'

export const createWorkflowRoutes = (auth: Auth): Hono => {
  const app = new Hono()

  app.post('/run', async (context) => {
    auth.keyOrBearerHolder(context)
    const { agent_names: names } = await readBody(context, runWorkflowBody)
    const unknown = names.find((name) => !Object.hasOwn(agents, name))
    if (unknown !== undefined) throw new ApiError(404, `Agent ${unknown} not found`)
    const [first = '', ...others] = names
    return context.json({
      result:
        others.length === 0
          ? resultOf(first)
          : Object.fromEntries(names.map((name) => [name, resultOf(name)])),
    })
  })

  return app
}
