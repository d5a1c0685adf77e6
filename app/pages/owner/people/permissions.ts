import type { Role } from '#models/accounts/membership'

type May = 'yes' | 'own' | 'no'

interface Permission {
  name: string
  may: Record<Role, May>
  /** One of the addresses where it counts; the test of roles holds the table against them. */
  address?: string
}

const all = { owner: 'yes', admin: 'yes', staff: 'yes', viewer: 'yes' } as const
const inCharge = { owner: 'yes', admin: 'yes', staff: 'no', viewer: 'no' } as const
const theirOwn = { ...inCharge, staff: 'own' } as const

/** What each role may do, in the words of `owner.people.may`. */
export const PERMISSIONS: Permission[] = [
  { name: 'see', may: all, address: 'GET /admin/bookings' },
  { name: 'decide', may: theirOwn, address: 'POST /admin/requests/:id/approval' },
  { name: 'move', may: theirOwn, address: 'POST /admin/bookings/:id/move' },
  { name: 'book', may: theirOwn, address: 'POST /admin/bookings' },
  { name: 'block', may: theirOwn, address: 'POST /admin/blocks' },
  { name: 'write', may: theirOwn, address: 'POST /admin/messages/new' },
  { name: 'keep', may: { ...all, viewer: 'no' } },
  { name: 'manage_clients', may: inCharge, address: 'POST /admin/clients/:id/block' },
  { name: 'reassign', may: inCharge, address: 'POST /admin/bookings/:id/reassignment' },
  { name: 'answer', may: inCharge, address: 'POST /admin/enquiries/:id/answer' },
  { name: 'hours', may: inCharge, address: 'POST /admin/availability' },
  { name: 'sessions', may: inCharge, address: 'POST /admin/sessions' },
  { name: 'services', may: inCharge, address: 'POST /admin/services' },
  { name: 'numbers', may: inCharge, address: 'GET /admin/numbers' },
  { name: 'settings', may: inCharge, address: 'POST /admin/settings' },
  { name: 'team', may: inCharge, address: 'POST /admin/people/invitations' },
  { name: 'owners', may: { ...inCharge, admin: 'no' } },
]
