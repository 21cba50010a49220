// The statements of vault.db that concern findings of hygiene that their user judged fine.
import type Database from 'better-sqlite3'
import {
  type IgnoredFinding,
  ignoredFindingSchema,
  isKeyFinding,
} from '../../shared/domain/ignored-findings.ts'
import type { VaultStore } from '../ports/store.ts'

interface IgnoredRow {
  readonly subject_id: string
  readonly finding: string
  readonly ignored_at: number
}

/** Keeps one row for each finding of a subject. */
export function createIgnoredFindingStatements(
  database: Database.Database,
): Pick<VaultStore, 'listIgnoredFindings' | 'changeIgnoredFindings'> {
  const list = database.prepare<[string], IgnoredRow>(
    `SELECT subject_id, finding, ignored_at FROM ignored_findings
     WHERE account_id = ? ORDER BY subject_kind, subject_id, finding`,
  )
  const put = database.prepare<[string, string, string, string, number]>(
    `INSERT INTO ignored_findings (account_id, subject_kind, subject_id, finding, ignored_at)
     VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (account_id, subject_kind, subject_id, finding) DO UPDATE SET ignored_at = excluded.ignored_at`,
  )
  const remove = database.prepare<[string, string, string, string]>(
    `DELETE FROM ignored_findings
     WHERE account_id = ? AND subject_kind = ? AND subject_id = ? AND finding = ?`,
  )
  return {
    listIgnoredFindings: (accountId) => list.all(accountId).flatMap(toIgnoredFinding),
    changeIgnoredFindings: database.transaction(
      (accountId: string, changes: Parameters<VaultStore['changeIgnoredFindings']>[1]) => {
        for (const { finding, subjectId } of changes.remove) {
          remove.run(accountId, subjectKind(finding), subjectId, finding)
        }
        for (const { finding, subjectId, at } of changes.put) {
          put.run(accountId, subjectKind(finding), subjectId, finding, at)
        }
      },
    ),
  }
}

function subjectKind(finding: IgnoredFinding['finding']): 'key' | 'secret' {
  return isKeyFinding(finding) ? 'key' : 'secret'
}

/** A finding of another version is left where it is and means nothing to this one. */
function toIgnoredFinding({ subject_id, finding, ignored_at }: IgnoredRow): readonly IgnoredFinding[] {
  const parsed = ignoredFindingSchema.safeParse({ finding, subjectId: subject_id, at: ignored_at })
  return parsed.success ? [parsed.data] : []
}
