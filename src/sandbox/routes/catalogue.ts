// The operations that only read: the models a key may call, and the agents.
import { Hono } from 'hono'
import * as z from 'zod'
import { agents } from '../agent-catalogue.ts'
import type { Auth } from '../auth.ts'
import { models } from '../model-catalogue.ts'
import { check, integerQuery } from '../validation.ts'

const modelsQuery = z.object({
  page: integerQuery({ minimum: 1 }, 1),
  page_size: integerQuery({ minimum: 1, maximum: 100 }, 50),
  q: z.string().optional(),
})

export const createCatalogueRoutes = (auth: Auth): Hono => {
  const app = new Hono()

  app.get('/models', (context) => {
    const caller = auth.keyOrBearerHolder(context)
    const { page, page_size: pageSize, q = '' } = check(modelsQuery, context.req.query(), 'query')
    const allowed = caller.kind === 'subKey' ? caller.key.allowedModels : null
    const found = models.filter(
      ({ name }) =>
        (allowed === null || allowed.includes(name)) && name.toLowerCase().includes(q.toLowerCase()),
    )
    const totalPages = Math.ceil(found.length / pageSize)
    return context.json({
      data: found.slice((page - 1) * pageSize, page * pageSize),
      pagination: {
        total: found.length,
        page,
        page_size: pageSize,
        total_pages: totalPages,
        has_next: page < totalPages,
        has_previous: page > 1,
      },
    })
  })

  // No key is asked for.
  app.get('/agents', (context) => context.json({ agents }))

  return app
}
