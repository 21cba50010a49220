// Menu and MenuItem: templates with Electron's rules, shown to tests as the system would show them.
import { EventEmitter } from 'node:events'
import type { MenuEntry } from '../running-app.ts'
import { acceleratorFault, normalAccelerator } from './accelerators.ts'
import type { Desktop } from './desktop.ts'
import { defaultMenuTemplate, type RoleFacts, roles } from './menu-roles.ts'
import { strict } from './strict.ts'

export interface Menus {
  readonly Menu: typeof Electron.Menu
  readonly MenuItem: typeof Electron.MenuItem
  /** What the system shows of a menu now. */
  readonly entries: (menu: Electron.Menu) => readonly MenuEntry[]
  /** Chooses the entry at a path of labels, as a user would. */
  readonly choose: (menu: Electron.Menu, path: readonly string[]) => void
  /** Installs the default menu where the app set none before ready. */
  readonly becomeReady: () => void
}

type Template = readonly Electron.MenuItemConstructorOptions[]

export function createMenus(desktop: Desktop, act: (role: string) => void, appName: () => string): Menus {
  let applicationMenu: Electron.Menu | null | undefined
  let lastCommand = 0

  const makeItem = (
    options: Electron.MenuItemConstructorOptions,
    siblings: readonly Electron.MenuItem[],
  ): Electron.MenuItem => {
    const role: RoleFacts | undefined = options.role
      ? roles(appName(), desktop.os)[options.role.toLowerCase()]
      : undefined
    if (options.role && role === undefined) throw new TypeError(`Unknown role: ${options.role}`)
    if (options.role && options.click)
      desktop.complain(`the menu role ${options.role} ignores its click handler`)
    const inner = options.submenu ?? role?.submenu
    const submenu =
      inner === undefined ? undefined : Array.isArray(inner) ? build(inner) : (inner as Electron.Menu)
    const type = options.type ?? (submenu ? 'submenu' : 'normal')
    const accelerator = options.accelerator ?? role?.accelerator
    const fault = accelerator ? acceleratorFault(accelerator, desktop.os) : null
    if (fault !== null) desktop.complain(`the accelerator "${accelerator}" of a menu does nothing: ${fault}`)
    lastCommand += 1
    const item = {
      id: options.id ?? '',
      label: options.label ?? role?.label ?? '',
      role: options.role,
      type,
      submenu,
      accelerator,
      commandId: lastCommand,
      enabled: options.enabled ?? true,
      visible: options.visible ?? true,
      checked: options.checked ?? false,
      sublabel: options.sublabel ?? '',
      toolTip: options.toolTip ?? '',
      icon: options.icon,
      click: () => {
        if (type === 'checkbox') item.checked = !item.checked
        if (type === 'radio') tickRadio(siblings, made)
        if (options.role) act(options.role.toLowerCase())
        else options.click?.(item as unknown as Electron.MenuItem, undefined, {} as Electron.KeyboardEvent)
      },
    }
    const made = strict('MenuItem', item) as unknown as Electron.MenuItem
    return made
  }

  const makeMenu = (): Electron.Menu => {
    const items: Electron.MenuItem[] = []
    const members = {
      items,
      append: (item) => void items.push(item),
      insert: (position, item) => void items.splice(position, 0, item),
      getMenuItemById: (id) => items.find((item) => item.id === id) ?? null,
      popup: () => {
        throw new Error('the stand-in for Electron shows no popup menus')
      },
      closePopup: () => {},
    } satisfies Partial<Electron.Menu>
    return strict('Menu', Object.assign(new EventEmitter(), members)) as unknown as Electron.Menu
  }

  const build = (template: Template): Electron.Menu => {
    if (!Array.isArray(template))
      throw new TypeError('Invalid template for Menu: Menu template must be an array')
    for (const entry of template) {
      const isValid =
        entry && (Object.hasOwn(entry, 'label') || Object.hasOwn(entry, 'role') || entry.type === 'separator')
      if (!isValid) {
        throw new TypeError('Invalid template for MenuItem: must have at least one of label, role or type')
      }
    }
    const menu = makeMenu()
    for (const entry of foldSeparators(template)) menu.append(makeItem(entry, menu.items))
    tickRadios(menu)
    return menu
  }

  // biome-ignore lint/complexity/useArrowFunction: it must be callable with `new`
  const Menu = function () {
    return makeMenu()
  } as unknown as typeof Electron.Menu
  Object.assign(Menu, {
    buildFromTemplate: (template) => build(template as Template),
    setApplicationMenu: (menu) => {
      applicationMenu = menu
      if (menu !== null) checkShortcuts(desktop, menu)
    },
    getApplicationMenu: () => applicationMenu ?? null,
  } satisfies Partial<typeof Electron.Menu>)
  // biome-ignore lint/complexity/useArrowFunction: it must be callable with `new`
  const MenuItem = function (options: Electron.MenuItemConstructorOptions) {
    return makeItem(options, [])
  } as unknown as typeof Electron.MenuItem

  const entries = (menu: Electron.Menu): readonly MenuEntry[] =>
    menu.items
      .filter((item) => item.visible)
      .map((item) => ({
        label: shownLabel(item.label),
        type: item.type,
        role: item.role ?? null,
        isEnabled: item.enabled,
        isChecked: item.checked,
        accelerator: item.accelerator ?? null,
        items: item.submenu ? entries(item.submenu) : [],
      }))
  const choose = (menu: Electron.Menu, path: readonly string[]): void => {
    const [first, ...rest] = path
    const labels = menu.items.map((item) => shownLabel(item.label))
    const item = menu.items[labels.indexOf(first ?? '')]
    if (item === undefined) throw new Error(`no entry "${first}" among: ${labels.join(' | ')}`)
    if (!item.enabled) throw new Error(`the entry "${first}" is disabled`)
    if (rest.length > 0 && item.submenu) choose(item.submenu, rest)
    else item.click()
  }
  const shown = () => {
    if (!applicationMenu) throw new Error('the app has no menu')
    return applicationMenu
  }
  desktop.lever('menu.items', () => (applicationMenu ? entries(applicationMenu) : []))
  desktop.lever('menu.click', (...path: string[]) => choose(shown(), path))
  desktop.lever('menu.press', (keys: string) => {
    const wanted = normalAccelerator(keys, desktop.os)
    const find = (menu: Electron.Menu): Electron.MenuItem | undefined =>
      menu.items
        .map((item) => (item.submenu ? find(item.submenu) : item))
        .find((item) => item?.accelerator && normalAccelerator(item.accelerator, desktop.os) === wanted)
    const item = applicationMenu ? find(applicationMenu) : undefined
    item?.click()
    return item !== undefined
  })

  return {
    Menu,
    MenuItem,
    entries,
    choose,
    becomeReady: () => {
      if (applicationMenu === undefined) applicationMenu = build(defaultMenuTemplate)
      if (applicationMenu === null && desktop.os === 'darwin') desktop.complain(noEditMenu)
    },
  }
}

/** `&File` is shown as File, `R&&D` as R&D. */
function shownLabel(label: string): string {
  return label.replace(/&(&?)/g, '$1')
}

function foldSeparators(template: Template): Electron.MenuItemConstructorOptions[] {
  const kept = template.filter((entry) => entry.visible !== false)
  return kept.filter((entry, index) => {
    if (entry.type !== 'separator') return true
    const hasBefore = kept.slice(0, index).some((other) => other.type !== 'separator')
    const next = kept[index + 1]
    return hasBefore && next !== undefined && next.type !== 'separator'
  })
}

/** Of radios side by side exactly one is ticked. */
function tickRadios(menu: Electron.Menu): void {
  for (const item of menu.items) {
    if (item.type !== 'radio') continue
    const group = groupOf(menu.items, item)
    tickRadio(menu.items, group.findLast(({ checked }) => checked) ?? item)
  }
}

function tickRadio(items: readonly Electron.MenuItem[], ticked: Electron.MenuItem): void {
  for (const item of groupOf(items, ticked)) item.checked = item === ticked
}

/** The radios around one, up to the next entry of another type. */
function groupOf(
  items: readonly Electron.MenuItem[],
  radio: Electron.MenuItem,
): readonly Electron.MenuItem[] {
  const place = items.indexOf(radio)
  const start = items.findLastIndex((item, index) => index < place && item.type !== 'radio') + 1
  const end = items.findIndex((item, index) => index > place && item.type !== 'radio')
  return items.slice(start, end === -1 ? items.length : end)
}

const noEditMenu = 'macOS: without the roles copy and paste in a menu their shortcuts do nothing'

/** No accelerator twice; and on macOS the Edit roles, which alone bring copy and paste (H2). */
function checkShortcuts(desktop: Desktop, menu: Electron.Menu): void {
  const rolesSeen = new Set<string>()
  const seen = new Set<string>()
  const look = (items: readonly Electron.MenuItem[]) => {
    for (const item of items) {
      if (item.submenu) look(item.submenu.items)
      if (item.role) rolesSeen.add(item.role.toLowerCase())
      if (!item.accelerator) continue
      const keys = normalAccelerator(item.accelerator, desktop.os)
      if (seen.has(keys)) desktop.complain(`two menu entries share the accelerator ${item.accelerator}`)
      seen.add(keys)
    }
  }
  look(menu.items)
  if (desktop.os === 'darwin' && !(rolesSeen.has('copy') && rolesSeen.has('paste')))
    desktop.complain(noEditMenu)
}
