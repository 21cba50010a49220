// Ready-to-run samples of a key's use, made with the value in main and with a placeholder on screen.

export const snippetFormats = ['env', 'curl', 'python', 'node'] as const
export type SnippetFormat = (typeof snippetFormats)[number]

/** The variable name that io.net's own documentation uses. */
export const defaultKeyVariable = 'IOINTELLIGENCE_API_KEY'

/** What stands for the value on screen. */
export const valuePlaceholder = '••••••••'

/**
 * Renders a sample. `variable` names the environment variable; `baseUrl` is the OpenAI-compatible root without a trailing slash, `model` any model
 * the key may call. Values and models go in quoted, so a hostile model name cannot break out.
 */
export function renderSnippet(
  format: SnippetFormat,
  {
    value,
    baseUrl,
    model,
    variable: keyVariable,
  }: { value: string; baseUrl: string; model: string; variable: string },
): string {
  switch (format) {
    case 'env':
      return `${keyVariable}=${quoteForShell(value)}`
    case 'curl':
      return [
        `curl ${quoteForShell(`${baseUrl}/chat/completions`)} \\`,
        `  -H ${quoteForShell(`Authorization: Bearer ${value}`)} \\`,
        `  -H 'Content-Type: application/json' \\`,
        `  -d ${quoteForShell(JSON.stringify({ model, messages: [{ role: 'user', content: 'Hello' }] }))}`,
      ].join('\n')
    case 'python':
      return [
        'import os',
        'from openai import OpenAI',
        '',
        `os.environ.setdefault(${JSON.stringify(keyVariable)}, ${JSON.stringify(value)})`,
        `client = OpenAI(api_key=os.environ[${JSON.stringify(keyVariable)}], base_url=${JSON.stringify(baseUrl)})`,
        'answer = client.chat.completions.create(',
        `    model=${JSON.stringify(model)},`,
        '    messages=[{"role": "user", "content": "Hello"}],',
        ')',
        'print(answer.choices[0].message.content)',
      ].join('\n')
    case 'node':
      return [
        `import OpenAI from 'openai'`,
        '',
        `process.env.${keyVariable} ??= ${JSON.stringify(value)}`,
        `const client = new OpenAI({ apiKey: process.env.${keyVariable}, baseURL: ${JSON.stringify(baseUrl)} })`,
        'const answer = await client.chat.completions.create({',
        `  model: ${JSON.stringify(model)},`,
        `  messages: [{ role: 'user', content: 'Hello' }],`,
        '})',
        'console.log(answer.choices[0].message.content)',
      ].join('\n')
  }
}

/** Single-quotes for POSIX shells and `.env` files; plain where no character needs it. */
export function quoteForShell(text: string): string {
  return /^[\w.:/@%+=•-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
