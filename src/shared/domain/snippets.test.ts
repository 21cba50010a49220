// Unit tests of the snippets: each is run by the language it is written for.
import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { defaultKeyVariable, renderSnippet, snippetFormats } from './snippets.ts'

const variable = 'IOINTELLIGENCE_API_KEY'
const value = 'sandbox-v2-eyJhbGciOi.made_up-value'
const baseUrl = 'https://api.intelligence.io.solutions/api/v1'
const hostile = `o'reilly"; echo $(id) \\ \``

describe('a snippet', () => {
  it.each(snippetFormats)('in the form %s holds the value and the variable or the header', (format) => {
    const text = renderSnippet(format, { value, baseUrl, model: 'made-up/model', variable })
    expect(text).toContain(value)
    expect(text).toMatch(/IOINTELLIGENCE_API_KEY|Authorization: Bearer/)
  })

  it.each(snippetFormats)('in the form %s names the variable that the user chose, and no other', (format) => {
    const text = renderSnippet(format, { value, baseUrl, model: 'made-up/model', variable: 'MY_IO_KEY' })
    expect(text).not.toContain(defaultKeyVariable)
    if (format !== 'curl') expect(text).toContain('MY_IO_KEY')
  })

  it('of the user’s own variable sets that variable', () => {
    const line = renderSnippet('env', { value, baseUrl, model: 'm', variable: 'MY_IO_KEY' })
    expect(execFileSync('sh', ['-c', `${line}\nprintf %s "$MY_IO_KEY"`]).toString()).toBe(value)
    const node = renderSnippet('node', { value, baseUrl, model: 'm', variable: 'MY_IO_KEY' })
    const [, , assignment = ''] = node.split('\n')
    const script = `${assignment}\nconsole.log(process.env.MY_IO_KEY)`
    expect(execFileSync(process.execPath, ['-e', script]).toString()).toBe(`${value}\n`)
  })

  it('for .env is read back unchanged by a shell, whatever the value', () => {
    const line = renderSnippet('env', { value: hostile, baseUrl, model: 'm', variable })
    const read = execFileSync('sh', ['-c', `${line}\nprintf %s "$IOINTELLIGENCE_API_KEY"`])
    expect(read.toString()).toBe(hostile)
  })

  it('for curl gives a shell exactly the arguments meant, whatever the model is called', () => {
    const text = renderSnippet('curl', { value, baseUrl, model: hostile, variable })
    const args = execFileSync('sh', ['-c', `curl() { printf '%s\\n' "$@"; }\n${text}`])
      .toString()
      .split('\n')
    expect(args[0]).toBe(`${baseUrl}/chat/completions`)
    expect(args).toContain(`Authorization: Bearer ${value}`)
    expect(JSON.parse(args.at(-2) ?? '')).toMatchObject({ model: hostile })
  })

  it('for Node is valid JavaScript, whatever the model is called', () => {
    const text = renderSnippet('node', { value, baseUrl, model: hostile, variable })
    const printed = execFileSync(process.execPath, [
      '--input-type=module',
      '-e',
      text.replace(
        `import OpenAI from 'openai'`,
        'class OpenAI { chat = { completions: { create: (x) => ({ choices: [{ message: { content: x.model } }] }) } } }',
      ),
    ])
    expect(printed.toString()).toBe(`${hostile}\n`)
  })
})
