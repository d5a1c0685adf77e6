import type { ApiClient, ApiRequest } from '@japa/api-client'
import type { DateTime } from 'luxon'
import CreateKey from '#actions/keys/create_key'
import Membership from '#models/accounts/membership'
import type User from '#models/accounts/user'
import { byUser } from '#models/by'
import type Business from '#models/settings/business'

interface WantedKey {
  name?: string
  scopes?: string[]
  expiresAt?: DateTime | null
}

export async function makeKey(
  { id: businessId }: Business,
  { id: userId }: User,
  { name = 'Website', scopes = ['all'], expiresAt = null }: WantedKey = {}
) {
  const { id: membershipId } = await Membership.query().where({ businessId, userId }).firstOrFail()
  const of = { businessId, membershipId, name, scopes, expiresAt, by: byUser(userId) }
  const created = await new CreateKey().handle(of)
  if (created === 'too_many') throw new Error('Too many keys')
  return created
}

type Method = 'get' | 'post' | 'patch' | 'put' | 'delete'

/** Requests that bring a key of that member. */
export async function withKey(
  client: ApiClient,
  of: { business: Business; user: User },
  wanted: WantedKey = {}
) {
  const { written, key } = await makeKey(of.business, of.user, wanted)
  const ask =
    (method: Method) =>
    (path: string): ApiRequest =>
      client[method](`/api/v1${path}`).header('authorization', `Bearer ${written}`)
  return {
    ...{ key, written },
    get: ask('get'),
    post: ask('post'),
    patch: ask('patch'),
    put: ask('put'),
    delete: ask('delete'),
  }
}
