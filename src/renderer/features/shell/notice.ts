// A lasting condition that is told under the top bar until it passes.
import type { ReactNode } from 'react'
import type { BannerTone } from '../../ui/banner.tsx'

export interface Notice {
  readonly id: string
  readonly tone: BannerTone
  readonly title: ReactNode
  readonly body?: ReactNode
  readonly actions?: ReactNode
  /** May be put away for this run of the app. */
  readonly isDismissible?: boolean
}
