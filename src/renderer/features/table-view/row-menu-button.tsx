// The button at the end of a row, and the menu that it opens.
import { Ellipsis } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import type { OpenRowMenu } from './use-row-menu.ts'

interface RowMenuButtonProps {
  readonly rowId: string
  /** The row's name. */
  readonly name: string
  readonly menu: OpenRowMenu
  /** Draws the items, only while the menu is open. */
  readonly children: () => ReactNode
}

export function RowMenuButton({ rowId, name, menu, children }: RowMenuButtonProps) {
  const isOpen = menu.rowId === rowId
  const change = (wantsOpen: boolean) => menu.onChange(wantsOpen ? rowId : null)
  const button = (
    <IconButton
      label={`Actions for ${name}`}
      icon={Ellipsis}
      size="small"
      tabIndex={-1}
      hasTooltip={false}
      aria-haspopup="menu"
      {...(isOpen ? {} : { onClick: () => change(true) })}
    />
  )
  // A menu in each of the rows in view would be the larger part of drawing them.
  if (!isOpen) return button
  return (
    <Menu trigger={button} isOpen onOpenChange={change} onCloseFocus={menu.onClosed}>
      {children()}
    </Menu>
  )
}
