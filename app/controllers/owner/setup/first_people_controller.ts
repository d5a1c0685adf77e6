import type { HttpContext } from '@adonisjs/core/http'
import AddFirstPeople, { type FirstPerson } from '#actions/setup/add_first_people'
import { invitationsPerBusiness, invitationsPerRecipient } from '#config/limits'
import { askToWait } from '#controllers/ask_to_wait'
import { renderSetup, toNextStop } from '#controllers/owner/setup/setup_page'
import { mailboxOf } from '#formats/contacts/mailbox'
import { membersOf } from '#queries/people/members'
import { unansweredInvitations } from '#queries/people/unanswered_invitations'
import { consumeLimit } from '#start/limiter'
import { firstPeople } from '#validators/setup/first_people'
import { checkRows } from '#validators/row_form'

export default class FirstPeopleController {
  async store(ctx: HttpContext) {
    const { business, by, request, setup } = ctx
    if (!setup) return renderSetup(ctx)
    const { rows, form } = await checkRows(request.body(), firstPeople, ctx)
    const people: (FirstPerson & { number: number })[] = rows.map(({ number, data }) => ({
      ...{ number, name: data.name, email: data.email ?? null },
    }))
    Object.assign(form.errors, await this.knownAddresses(ctx, people))
    if (Object.keys(form.errors).length > 0) {
      return renderSetup(ctx, { stop: 'people', form, status: 422 })
    }
    const waits = await this.waits(ctx, people)
    if (waits) {
      Object.assign(form.errors, waits)
      return renderSetup(ctx, { stop: 'people', form, status: 429 })
    }
    await new AddFirstPeople().handle({ businessId: business.id, people, by })
    return toNextStop(ctx)
  }

  private async knownAddresses(
    { business, i18n }: HttpContext,
    people: { number: number; email: string | null }[]
  ): Promise<Record<string, string>> {
    const team = await membersOf(business.id)
    const open = await unansweredInvitations(business.id)
    const members = new Set(team.map(({ user }) => user.email))
    const invited = new Set(open.map(({ email }) => email))
    const errors: Record<string, string> = {}
    for (const { number, email } of people) {
      if (email === null) continue
      const known = members.has(email) ? 'member' : invited.has(email) ? 'invited' : null
      if (known) errors[`email_${number}`] = i18n.t(`owner.people.invite.${known}`)
      invited.add(email)
    }
    return errors
  }

  private async waits(ctx: HttpContext, people: { number: number; email: string | null }[]) {
    for (const { number, email } of people) {
      if (email === null) continue
      const seconds =
        (await consumeLimit(invitationsPerBusiness, String(ctx.business.id))) ??
        (await consumeLimit(invitationsPerRecipient, mailboxOf(email)))
      if (seconds === null) continue
      const wait = askToWait(ctx, seconds)
      return { [`email_${number}`]: ctx.i18n.t('owner.people.invite.too_many', { wait }) }
    }
    return null
  }
}
