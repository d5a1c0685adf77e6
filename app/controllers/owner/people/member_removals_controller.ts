import type { HttpContext } from '@adonisjs/core/http'
import RemoveMember from '#actions/people/remove_member'
import { findMember } from '#controllers/find_member'
import { renderMember } from '#controllers/owner/people/member_page'
import { seeOther } from '#controllers/see_other'
import type Membership from '#models/accounts/membership'
import Host from '#models/availability/host'
import { comingWith } from '#queries/people/coming_with'
import { validateForm } from '#validators/form'
import { removalValidator } from '#validators/people/member'

export default class MemberRemovalsController {
  async store(ctx: HttpContext) {
    const { business, by, request, response, session, i18n } = ctx
    const member = await findMember(ctx)
    const checked = await validateForm(removalValidator, request.body(), ctx, 'owner.validator')
    const { form: removal } = checked
    if (!checked.ok) return renderMember(ctx, { member, removal, status: 422 })

    const { bookings, coming_shown: shown = '' } = checked.data
    const endsBookings = bookings === 'end'
    if (endsBookings && !(await this.wereShown(member, shown))) {
      removal.errors.bookings = i18n.t('owner.people.member.look_first')
      return renderMember(ctx, { member, removal, status: 409 })
    }
    const { fullName: name } = member.user
    const outcome = await new RemoveMember().handle({
      businessId: business.id,
      memberId: member.id,
      endsBookings,
      by,
    })
    if (outcome === 'last_owner') {
      removal.errors.bookings = i18n.t('owner.people.member.last_owner')
      return renderMember(ctx, { member, removal, status: 422 })
    }
    session.flash('done', i18n.t('owner.people.member.removed', { name }))
    return seeOther(response, 'owner.people.index')
  }

  /** Who is booked with them is looked at before nobody is. */
  private async wereShown({ businessId, userId }: Membership, shown: string): Promise<boolean> {
    const hosts = await Host.query().where({ businessId, userId })
    const coming = await comingWith(hosts, Date.now())
    const ids = new Set(shown.split(' '))
    return coming.every(({ id }) => ids.has(String(id)))
  }
}
