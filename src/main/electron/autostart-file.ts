// Starting with the session on Linux: a desktop entry in the user's autostart folder, by the freedesktop specification.
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface AutostartEntry {
  /** The user's configuration folder, `XDG_CONFIG_HOME`. */
  readonly configFolder: string
  /** The name of the desktop entry, without its ending. */
  readonly id: string
  readonly name: string
  /** Absolute path and arguments. */
  readonly command: readonly string[]
}

/** Writes the entry, or with `isOn` false takes it away; rejects where the folder does not let it. */
export async function setAutostart(
  { configFolder, id, name, command }: AutostartEntry,
  isOn: boolean,
): Promise<void> {
  const folder = join(configFolder, 'autostart')
  const file = join(folder, `${id}.desktop`)
  if (!isOn) return rm(file, { force: true })
  const lines = [
    '[Desktop Entry]',
    'Type=Application',
    `Name=${name}`,
    `Exec=${command.map(quoteArgument).join(' ')}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
  ]
  await mkdir(folder, { recursive: true, mode: 0o700 })
  // In one step: a session that starts in between finds the old entry or the new one, never half of one.
  const draft = `${file}.${process.pid}.new`
  await writeFile(draft, `${lines.join('\n')}\n`, { mode: 0o600 })
  await rename(draft, file)
}

/**
 * An argument as `Exec` wants it: in double quotes, with a backslash before what a shell would act on, then the
 * backslashes doubled once more as in every string of the file, and the percent sign doubled, which marks codes.
 */
function quoteArgument(argument: string): string {
  if (/[\n\r\0]/.test(argument))
    throw new Error('a path with line breaks cannot be written into a desktop entry')
  const quoted = argument.replace(/["`$\\]/g, '\\$&')
  return `"${quoted.replaceAll('\\', '\\\\').replaceAll('%', '%%')}"`
}
