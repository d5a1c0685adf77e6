import type { HttpContext } from '@adonisjs/core/http'
import RemoveTeamPage from '#actions/people/remove_team_page'
import SaveTeamPage from '#actions/people/save_team_page'
import { besideStored } from '#controllers/owner/newer_form'
import { findEarlier, formBefore } from '#controllers/owner/form_before'
import { lastChangesOf } from '#controllers/owner/history/recent_history'
import { seeOther } from '#controllers/see_other'
import type TeamPage from '#models/availability/team_page'
import { storedTeamPage, teamPage, teamPageBefore } from '#pages/owner/people/team_page'
import { findTeamPage } from '#queries/people/team_pages'
import { type Form, submittedVersion, validateForm } from '#validators/form'
import { pageWordsOf } from '#validators/people/personal_page'
import { teamPageValidator } from '#validators/people/team_page'

/** What stands at `/schedule/{slug}` for several people. */
export default class TeamPagesController {
  create(ctx: HttpContext) {
    return this.show(ctx, null)
  }

  store(ctx: HttpContext) {
    return this.save(ctx, null)
  }

  async edit(ctx: HttpContext) {
    const { business } = ctx
    const page = await this.find(ctx)
    const earlier = await findEarlier(ctx, { type: 'team_page', id: page.id })
    if (!earlier) return this.show(ctx, page)
    const { version, ...stored } = storedTeamPage(page, business)
    const form = formBefore(ctx, earlier, {
      typed: (content) => teamPageBefore(content, business),
      stored,
      version,
    })
    return this.show(ctx, page, form)
  }

  async update(ctx: HttpContext) {
    return this.save(ctx, await this.find(ctx))
  }

  async destroy(ctx: HttpContext) {
    const { business, by, request, response, session, i18n } = ctx
    const page = await this.find(ctx)
    const outcome = await new RemoveTeamPage().handle({
      ...{ businessId: business.id, teamPageId: page.id, by },
      version: submittedVersion(request.body()),
    })
    if (outcome === 'stale') return this.show(ctx, page, undefined, 409)
    session.flash('done', i18n.t('owner.people.team_page.removed', { name: page.name }))
    return seeOther(response, 'owner.people.index')
  }

  private find({ business, params }: HttpContext): Promise<TeamPage> {
    return findTeamPage(business.id, params.id)
  }

  private async save(ctx: HttpContext, page: TeamPage | null) {
    const { business, by, request, response, session, i18n } = ctx
    const body = request.body()
    const checked = await validateForm(teamPageValidator, body, ctx, 'owner.validator')
    const { form } = checked
    if (!checked.ok) return this.show(ctx, page, form, 422)

    const { name, page_slug: slug } = checked.data
    const hosts = await business.related('hosts').query().select('id')
    const saved = await new SaveTeamPage().handle({
      businessId: business.id,
      teamPageId: page?.id ?? null,
      details: {
        ...pageWordsOf(checked.data),
        ...{ name, pageSlug: slug ?? null },
        hostIds: hosts.map(({ id }) => id).filter((id) => body[`host_${id}`]),
      },
      version: submittedVersion(body),
      by,
    })
    switch (saved.outcome) {
      case 'stale':
        return this.showBesideStored(ctx, form)
      case 'address_taken':
        form.errors.page_slug = i18n.t('owner.people.address_taken')
        return this.show(ctx, page, form, 422)
      case 'no_people':
        form.errors.hosts = i18n.t('owner.people.team_page.no_people')
        return this.show(ctx, page, form, 422)
    }
    session.flash('done', i18n.t('owner.people.own_page.saved', { host: name }))
    return seeOther(response, 'owner.team_pages.edit', { id: saved.teamPageId })
  }

  private async showBesideStored(ctx: HttpContext, typed: Form) {
    const page = await this.find(ctx)
    const { version, ...values } = storedTeamPage(page, ctx.business)
    const actions = ['team_page.created', 'team_page.updated']
    const subject = { type: 'team_page', id: page.id, actions }
    return this.show(ctx, page, await besideStored(ctx, typed, { values, version, subject }), 409)
  }

  private async show(
    ctx: HttpContext,
    page: TeamPage | null,
    form?: Form,
    status: 200 | 409 | 422 = 200
  ) {
    const html = await ctx.view.render('pages/owner/people/team_page', {
      ...(await teamPage(ctx.business, page, form)),
      isStale: status === 409 && form === undefined,
      lastChanges: page && (await lastChangesOf(ctx, 'team_page', page.id)),
    })
    return ctx.response.status(status).send(html)
  }
}
