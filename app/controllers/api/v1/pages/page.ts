import type { HttpContext } from '@adonisjs/core/http'
import { Refusal } from '#exceptions/refusal'
import type Host from '#models/availability/host'
import TeamPage from '#models/availability/team_page'
import { type PageRecord, presentPersonPage, presentTeamPage } from '#shapes/pages/page_record'

export type PageOf = { host: Host } | { team: TeamPage }

const PAGE = /^([ht])([1-9]\d{0,9})$/

export async function pageOfId(ctx: HttpContext, id: unknown): Promise<PageOf> {
  const page = await pageOrNull(ctx, id)
  if (!page) throw new Refusal(404, 'not_found')
  return page
}

export async function pageOrNull({ business }: HttpContext, id: unknown): Promise<PageOf | null> {
  const [, kind, number] = PAGE.exec(String(id)) ?? []
  if (kind === 't') {
    const pages = TeamPage.query().where({ businessId: business.id, id: Number(number) })
    const team = await pages.preload('hosts').first()
    return team && { team }
  }
  if (kind !== 'h') return null
  const hosts = business.related('hosts').query().where('kind', 'person')
  const host = await hosts.where('id', Number(number)).first()
  return host && { host }
}

export function presentPage({ business }: HttpContext, page: PageOf): PageRecord {
  return 'host' in page ? presentPersonPage(page.host) : presentTeamPage(page.team, business)
}

export function peopleOfPage(page: PageOf): number[] {
  return 'host' in page ? [page.host.id] : page.team.hosts.map(({ id }) => id)
}
