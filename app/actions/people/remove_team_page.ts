import { recordSettingsChange } from '#history'
import TeamPage, { teamPageContent } from '#models/availability/team_page'
import type { By } from '#models/by'
import { isChangedSince } from '#models/version'
import { inTransaction, lockRowOrFail } from '#transactions'

interface Removal {
  businessId: number
  teamPageId: number
  /** `versionOf` its content that was shown. */
  version: string | null
  by: By
}

/** Its addresses lead nowhere from then on; its people and what they give stay. */
export default class RemoveTeamPage {
  handle({ businessId, teamPageId: id, version, by }: Removal): Promise<'removed' | 'stale'> {
    return inTransaction(async (trx) => {
      const page = await lockRowOrFail(trx, TeamPage, { businessId, id })
      await page.load('hosts')
      const { name, pageSlug, hostIds } = teamPageContent(page)
      if (isChangedSince(version, teamPageContent(page))) return 'stale' as const
      await page.delete()
      await recordSettingsChange(trx, {
        ...{ businessId, by, action: 'team_page.removed' },
        ...{ subjectType: 'team_page', subjectId: id },
        changes: { name, pageSlug, hostIds },
      })
      return 'removed' as const
    })
  }
}
