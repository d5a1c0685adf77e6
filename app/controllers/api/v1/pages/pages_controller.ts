import type { HttpContext } from '@adonisjs/core/http'
import type { Infer } from '@vinejs/vine/types'
import RemoveTeamPage from '#actions/people/remove_team_page'
import SaveTeamPage from '#actions/people/save_team_page'
import UpdatePersonalPage from '#actions/people/update_personal_page'
import { answerOne, staleOne, versionAsked } from '#controllers/api/v1/one'
import { type PageOf, pageOfId, presentPage } from '#controllers/api/v1/pages/page'
import { readBody, readChange, readQuery } from '#controllers/api/v1/read'
import { Refusal } from '#exceptions/refusal'
import type Host from '#models/availability/host'
import TeamPage, { teamPageContent } from '#models/availability/team_page'
import { versionOf } from '#models/version'
import { bookingsWithHosts } from '#queries/people/coming_with'
import { presentPersonPage, presentTeamPage } from '#shapes/pages/page_record'
import { newPageOrder, pageChangeOrder, pageListQuery } from '#validators/api/scheduling'

type Input = Infer<typeof pageChangeOrder>

const USUAL_LIMIT = 25

/** Where people, and teams of them, are booked. */
export default class PagesController {
  /** People's before teams', each in the order in which they were made. */
  async index(ctx: HttpContext) {
    const { business } = ctx
    const { limit = USUAL_LIMIT, cursor } = await readQuery(ctx, pageListQuery)
    const [, kind, number] = /^([ht])(\d{1,10})$/.exec(cursor ?? 'h0') ?? []
    if (!kind) throw Refusal.ofField('cursor', 'cursor', ctx.i18n.t('api.cursor'))
    const after = (of: string) => (kind === of ? Number(number) : 0)
    const people = await business
      .related('hosts')
      .query()
      .where('kind', 'person')
      .where('id', '>', kind === 'h' ? after('h') : Number.MAX_SAFE_INTEGER)
      .orderBy('id')
      .limit(limit + 1)
    const teams = await TeamPage.query()
      .where('business_id', business.id)
      .where('id', '>', after('t'))
      .preload('hosts')
      .orderBy('id')
      .limit(limit + 1)
    const found = [
      ...people.map(presentPersonPage),
      ...teams.map((page) => presentTeamPage(page, business)),
    ]
    const data = found.slice(0, limit)
    return { data, next_cursor: found.length > limit ? (data.at(-1)?.id ?? null) : null }
  }

  async show(ctx: HttpContext) {
    return answerOne(ctx, presentPage(ctx, await pageOfId(ctx, ctx.params.page)))
  }

  async store(ctx: HttpContext) {
    await ctx.bouncer.with('SettingsPolicy').authorize('edit')
    const input = await readBody(ctx, newPageOrder)
    const id = await this.saveTeam(ctx, null, input)
    ctx.response.status(201).header('location', `/api/v1/scheduling/pages/t${id}`)
    return answerOne(ctx, presentPage(ctx, await pageOfId(ctx, `t${id}`)))
  }

  async update(ctx: HttpContext) {
    const page = await pageOfId(ctx, ctx.params.page)
    if ('team' in page) await ctx.bouncer.with('SettingsPolicy').authorize('edit')
    else await ctx.bouncer.with('PagePolicy').authorize('edit', page.host)
    const input = await readChange(ctx, pageChangeOrder, presentPage(ctx, page))
    if ('team' in page) await this.saveTeam(ctx, page.team, input)
    else await this.savePerson(ctx, page.host, input)
    return answerOne(ctx, presentPage(ctx, await pageOfId(ctx, ctx.params.page)))
  }

  /** A team's; while it is open, only where nobody is booked with its people. */
  async destroy(ctx: HttpContext) {
    const { bouncer, business, by, i18n, response } = ctx
    await bouncer.with('SettingsPolicy').authorize('edit')
    const page = await pageOfId(ctx, ctx.params.page)
    if ('host' in page) throw new Refusal(409, 'page_of_person', i18n.t('api.page_of_person'))
    const { team } = page
    const coming = team.pageIsActive ? await bookingsWithHosts(team.hosts, Date.now()) : []
    if (coming.length > 0) {
      throw new Refusal(409, 'page_booked', i18n.t('api.page_booked'), {
        facts: { bookings: coming.length },
      })
    }
    const version = this.version(ctx, page)
    const removal = { businessId: business.id, teamPageId: team.id, version, by }
    const outcome = await new RemoveTeamPage().handle(removal)
    if (outcome === 'stale') throw await this.stale(ctx)
    return response.status(204)
  }

  private async saveTeam(ctx: HttpContext, team: TeamPage | null, input: Input): Promise<number> {
    const { business, by, i18n } = ctx
    const wanted = input.host_ids ?? team?.hosts.map(({ id }) => id) ?? []
    const people = await business.related('hosts').query().where('kind', 'person')
    const hostIds = people.map(({ id }) => id).filter((id) => wanted.includes(id))
    if (hostIds.length < wanted.length) throw this.unknownHost(ctx)
    const saved = await new SaveTeamPage().handle({
      ...{ businessId: business.id, teamPageId: team?.id ?? null, by },
      details: {
        name: input.name ?? team?.name ?? '',
        ...wordsOf(team, input),
        ...{ pageSlug: input.slug ?? null, hostIds },
      },
      version: team && this.version(ctx, { team }),
    })
    switch (saved.outcome) {
      case 'saved':
        return saved.teamPageId
      case 'stale':
        throw await this.stale(ctx)
      case 'no_people':
        throw this.unknownHost(ctx)
      case 'address_taken':
        throw Refusal.ofField('slug', 'slug_taken', i18n.t('api.page_slug_taken'))
    }
  }

  /** Their name, and whose page it is, belong to the person. */
  private async savePerson(ctx: HttpContext, host: Host, input: Input): Promise<void> {
    const { business, by, i18n } = ctx
    for (const field of ['name', 'host_ids'] as const) {
      if (input[field] === undefined) continue
      throw Refusal.ofField(field, 'page_of_person', i18n.t('api.page_of_person'))
    }
    const outcome = await new UpdatePersonalPage().handle({
      ...{ businessId: business.id, hostId: host.id, by },
      page: { ...wordsOf(host, input), pageSlug: input.slug ?? host.pageSlug },
      version: this.version(ctx, { host }),
    })
    if (outcome === 'stale') throw await this.stale(ctx)
    if (outcome === 'address_taken') {
      throw Refusal.ofField('slug', 'slug_taken', i18n.t('api.page_slug_taken'))
    }
  }

  private version(ctx: HttpContext, page: PageOf): string | null {
    const content = 'host' in page ? page.host.pageContent : teamPageContent(page.team)
    return versionAsked(ctx, presentPage(ctx, page), versionOf(content))
  }

  private async stale(ctx: HttpContext): Promise<Refusal> {
    return staleOne(ctx, presentPage(ctx, await pageOfId(ctx, ctx.params.page)))
  }

  private unknownHost({ i18n }: HttpContext): Refusal {
    return Refusal.ofField('host_ids', 'unknown_host', i18n.t('api.unknown_host'))
  }
}

function wordsOf(page: Host | TeamPage | null, input: Input) {
  const { description = page?.pageDescription, is_active: isActive = page?.pageIsActive } = input
  const colour = input.branding ? input.branding.color : page?.pageColour
  return {
    pageDescription: description || null,
    pageColour: colour ?? null,
    pageIsActive: isActive ?? true,
  }
}
