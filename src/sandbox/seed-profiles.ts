// The invented sub-keys of a fresh sandbox, chosen so that every state a user can meet is there.
import type { CreditCycle } from './credit-cycle.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const hours = (count: number): number => count * hourMs
const days = (count: number): number => count * dayMs

/** One key to be made up; every duration is in milliseconds and relative to the moment of seeding. */
export interface KeyProfile {
  readonly name: string
  readonly ageMs: number
  /** Time left; negative where it has passed, null for never. */
  readonly lifetimeMs: number | null
  readonly limit: number | null
  readonly cycle: CreditCycle
  /** Credits used in the current cycle. */
  readonly used: number
  /** Credits of a usual day before the current cycle; 0 for a key that slept. */
  readonly dailySpend: number
  /** How many models the key may call; null for all of them. */
  readonly modelCount: number | null
  readonly prefix?: string
  readonly isRevoked?: boolean
}

type Line = readonly [
  name: string,
  ageDays: number,
  lifetimeMs: number | null,
  limit: number | null,
  cycle: CreditCycle,
  used: number,
  dailySpend: number,
  modelCount: number | null,
  prefix?: string,
]

const toProfile = ([
  name,
  ageDays,
  lifetimeMs,
  limit,
  cycle,
  used,
  dailySpend,
  modelCount,
  prefix,
]: Line) => ({
  name,
  ageMs: days(ageDays),
  lifetimeMs,
  limit,
  cycle,
  used,
  dailySpend,
  modelCount,
  ...(prefix === undefined ? {} : { prefix }),
})

/** Keys that the service lists. */
export const keyProfiles: readonly KeyProfile[] = (
  [
    // Near their end, in hours and in days.
    ['Hackathon weekend', 2, hours(3), 5, 'daily', 3.2, 2.1, null, 'hack'],
    ['Release smoke test', 6, hours(20), 2, '8h', 0.4, 0.6, 1],
    ['Contractor: Ines (data labelling)', 28, days(2), 20, 'weekly', 6.75, 1.4, 3, 'ext'],
    ['Nightly evaluation', 84, days(6), 40, 'daily', 12.5, 11, null, 'eval'],
    ['Load test rig', 12, days(9), 100, 'daily', 0, 4, 1],
    ['Notebook of Priya', 60, days(13), 15, 'weekly', 2.1, 0.7, null],
    ['Demo booth', 20, days(29), 10, '8h', 0.85, 1.2, 3, 'demo'],
    // No end, which a careful user wants to find.
    ['Legacy importer', 420, null, null, 'monthly', 61.2, 3.4, null],
    ['Billing reconciliation', 300, null, 200, 'monthly', 48.9, 4, 1, 'billing'],
    ['Slack assistant', 210, null, 60, 'weekly', 11.3, 2.3, 3],
    ['Old staging cluster', 380, null, null, 'monthly', 0, 0, null],
    // Caps: none, near, at, over, zero.
    ['Research sandbox, no cap', 45, days(135), null, 'monthly', 212.4, 14, null, 'lab'],
    ['Customer support copilot', 90, days(90), 50, 'daily', 46.8, 38, 3, 'support'],
    ['Document search', 75, days(105), 120, 'monthly', 113.7, 5, 3, 'docs'],
    ['Meeting summaries', 33, days(147), 12, 'weekly', 12, 1.6, 1],
    ['Translation batch', 50, days(130), 30, 'daily', 32.4, 24, 3, 'l10n'],
    ['Scraper of product pages', 110, days(70), 8, '8h', 8.9, 13, 1],
    ['Frozen: leaked in a screenshot', 95, days(85), 0, 'monthly', 7.25, 1.1, null],
    ['Kill switch rehearsal', 15, days(165), 0, 'daily', 0, 0, 1],
    // Model lists of one, three and twelve.
    ['Embeddings indexer', 130, days(50), 25, 'monthly', 4.02, 0.2, 1, 'index'],
    ['Code review bot', 66, days(114), 80, 'weekly', 21.6, 4.5, 3, 'review'],
    ['Model comparison page', 41, days(139), 90, 'monthly', 33.3, 2.2, 12, 'compare'],
    ['Benchmark harness', 25, days(155), 150, 'weekly', 70.1, 15, 12, 'bench'],
    ['R&D', 160, days(20), 300, 'monthly', 96.5, 7.7, 12],
    // Names that try a layout.
    ['Q', 9, days(171), 3, 'weekly', 0.1, 0.05, null],
    [
      'Production gateway of the customer success organisation in the EMEA region, used by the ticket triage, reply drafting and weekly report services (owner: platform team, on-call rotation B)',
      190,
      days(170),
      400,
      'monthly',
      155.5,
      9,
      12,
      'prod',
    ],
    ['日本語サポートボット', 70, days(110), 35, 'daily', 8.4, 7.5, 3],
    ['Köln – Prüfstand №4', 37, days(143), 18, 'weekly', 3.3, 0.8, null],
    ['مساعد المبيعات', 48, days(132), 22, 'monthly', 6.1, 0.4, 3],
    ['🚀 Launch countdown', 8, days(40), 14, '8h', 1.05, 1.9, null],
    ['<b>bold</b> & "quoted" \'name\'', 29, days(151), 6, 'daily', 0.3, 0.2, 1],
    // The ordinary rest.
    ['CI pipeline', 140, days(40), 25, 'daily', 5.6, 6.2, 3, 'ci'],
    ['Staging API', 100, days(80), 45, 'weekly', 9.9, 1.7, null, 'staging'],
    ['Production API', 100, days(80), 500, 'monthly', 181.2, 12.5, null, 'prod'],
    ['Mobile app backend', 82, days(98), 250, 'monthly', 74.4, 6, 3, 'mobile'],
    ['Internal chat', 58, days(122), 70, 'weekly', 16.2, 3.1, null],
    ['Newsletter drafts', 17, days(163), 9, 'monthly', 0.92, 0.1, 1],
    ['Fraud scoring', 115, days(65), 160, 'daily', 21.5, 26, 1, 'risk'],
    ['Onboarding workshop', 1, days(30), 4, 'daily', 0, 0, null],
    ['Made just now', 0.01, days(180), null, 'monthly', 0, 0, null],
  ] satisfies Line[]
).map(toProfile)

/** Keys that ended, and which the service therefore lists no more. */
export const endedKeyProfiles: readonly KeyProfile[] = [
  ...(
    [
      ['Summer internship', 200, days(-20), 10, 'monthly', 0, 0.3, 3],
      ['Trade fair 2025', 181, days(-1), 30, 'daily', 0, 1.1, null, 'fair'],
      ['Expired an hour ago', 7, hours(-1), 5, '8h', 1.2, 0.9, 1],
    ] satisfies Line[]
  ).map(toProfile),
  { ...toProfile(['Leaked on a forum', 64, days(116), 50, 'weekly', 9.1, 2, null]), isRevoked: true },
]
