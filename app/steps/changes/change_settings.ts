import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { type Changes, recordSettingsChange } from '#history'
import type { By } from '#models/by'
import { isChangedSince, versionOf } from '#models/version'

export interface WantedSettings {
  businessId: number
  by: By
  /** `versionOf` what the form was made from; null saves anyway. */
  version: string | null
}

export interface SettingsSteps<Refused, Saved> {
  /** Locked; whose settings they are. */
  row: { id: number; save: () => Promise<unknown> }
  /** What the form was made from. */
  shown: readonly unknown[]
  /** By fields; nothing where all is so already. */
  change: () => Changes | Promise<Changes>
  refuse?: (changes: Changes) => Promise<Refused | null>
  /** Instead of saving the row alone. */
  write?: (changes: Changes) => Promise<NoInfer<Saved> | void>
  action: string
  subjectType: string
  subjectId?: number
  before?: Changes | null
}

/** The order of every change to settings: whether it is so already, the version, the rules, the change. */
export async function changeSettings<Refused = never, Saved = never>(
  trx: Transaction,
  { businessId, by, version }: WantedSettings,
  { row, shown, change, refuse, write, ...entry }: SettingsSteps<Refused, Saved>
): Promise<'saved' | 'stale' | Refused | Saved> {
  const isStale = isChangedSince(version, ...shown)
  const changes = withoutSame(await change())
  if (Object.keys(changes).length === 0) return 'saved'
  if (isStale) return 'stale'
  const refused = await refuse?.(changes)
  if (refused) return refused
  const saved = write ? await write(changes) : await row.save().then(() => undefined)
  await recordSettingsChange(trx, { subjectId: row.id, ...entry, businessId, by, changes })
  return saved ?? 'saved'
}

function withoutSame(changes: Changes): Changes {
  return Object.fromEntries(Object.entries(changes).filter(([, change]) => !isSame(change)))
}

function isSame(change: unknown): boolean {
  if (typeof change !== 'object' || change === null) return false
  const { from, to } = change as { from?: unknown; to?: unknown }
  return from !== undefined && versionOf(from) === versionOf(to)
}
