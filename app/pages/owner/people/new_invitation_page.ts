import type Membership from '#models/accounts/membership'
import { ROLES } from '#models/accounts/membership'
import { choosable } from '#models/availability/host'
import type Business from '#models/settings/business'
import { emptyForm, type Form } from '#validators/form'

export async function invitationForm(business: Business, hostId?: number): Promise<Form> {
  const hosts = await withoutUser(business)
  const host = hosts.find(({ id }) => id === hostId)
  return emptyForm({
    role: 'staff',
    ...(host && { host: String(host.id), their_name: host.name }),
  })
}

export async function newInvitationPage(business: Business, inviter: Membership, form: Form) {
  return {
    form,
    hosts: choosable(await withoutUser(business), [{ id: Number(form.values.host) }]),
    roles: ROLES.filter((role) => inviter.mayGrant(role)),
  }
}

function withoutUser(business: Business) {
  return business
    .related('hosts')
    .query()
    .where('kind', 'person')
    .whereNull('userId')
    .orderBy('position')
    .orderBy('id')
}
