import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { changeSettings } from '#steps'
import { changesOf, contentBefore } from '#history'
import Host from '#models/availability/host'
import TeamPage, { teamPageContent } from '#models/availability/team_page'
import type { By } from '#models/by'
import { freePageSlug } from '#models/availability/page_slug'
import { brokenConstraint, inTransaction, lockRowOrFail } from '#transactions'

export interface TeamPageDetails extends Pick<
  TeamPage,
  'name' | 'pageDescription' | 'pageColour' | 'pageIsActive'
> {
  /** Null leaves it as it is; a new one is made from the name. */
  pageSlug: string | null
  hostIds: number[]
}

interface Save {
  businessId: number
  /** Null makes a new one. */
  teamPageId: number | null
  details: TeamPageDetails
  /** `versionOf` its content that the form was made from; null saves anyway. */
  version: string | null
  by: By
}

export type SaveTeamPageOutcome =
  { outcome: 'saved'; teamPageId: number } | { outcome: 'stale' | 'address_taken' | 'no_people' }

/** Of a person these say who that is; a team is nobody. */
const NOBODYS = ['name', 'pageSlug', 'pageDescription']

const TAKEN = new Set(['hosts_page_slug_unique', 'team_pages_page_slug_unique'])

export default class SaveTeamPage {
  async handle(save: Save): Promise<SaveTeamPageOutcome> {
    try {
      return await inTransaction((trx) => this.save(trx, save))
    } catch (error) {
      if (TAKEN.has(brokenConstraint(error) ?? '')) return { outcome: 'address_taken' }
      throw error
    }
  }

  private async save(trx: Transaction, save: Save): Promise<SaveTeamPageOutcome> {
    const { businessId, teamPageId, version, by } = save
    const { hostIds, pageSlug: wantedSlug, ...words } = save.details
    const isNew = teamPageId === null
    const page = isNew
      ? new TeamPage().useTransaction(trx).merge({ businessId })
      : await lockRowOrFail(trx, TeamPage, { businessId, id: teamPageId })
    if (!isNew) await page.load('hosts')
    const content = isNew ? null : teamPageContent(page)
    const hosts = await Host.query({ client: trx }).where({ businessId }).whereIn('id', hostIds)
    if (hosts.length === 0) return { outcome: 'no_people' }

    const chosen = hosts.map(({ id }) => id).toSorted((one, other) => one - other)
    const before = contentBefore(page)
    const pageSlug = wantedSlug ?? content?.pageSlug ?? (await freePageSlug(trx, words.name))
    const outcome = await changeSettings(
      trx,
      { businessId, by, version: isNew ? null : version },
      {
        row: page,
        shown: [content],
        change: () => ({
          ...changesOf(page.merge({ ...words, pageSlug }), NOBODYS),
          hostIds: { from: content?.hostIds ?? [], to: chosen },
        }),
        write: async () => {
          await page.save()
          const given = chosen.map((id) => [id, { business_id: businessId }] as const)
          await page.related('hosts').sync(Object.fromEntries(given))
        },
        action: isNew ? 'team_page.created' : 'team_page.updated',
        subjectType: 'team_page',
        before: before && { ...before, hostIds: content?.hostIds },
      }
    )
    return outcome === 'stale' ? { outcome } : { outcome, teamPageId: page.id }
  }
}
