import ApiKey from '#models/keys/api_key'

const found = (businessId: number) =>
  ApiKey.query()
    .where({ businessId })
    .preload('membership', (membership) => membership.preload('user'))

/** Those that open something first, the newest of them first. */
export function keyList(businessId: number): Promise<ApiKey[]> {
  return found(businessId).orderByRaw('revoked_at is not null, id desc').exec()
}

export function findKey(businessId: number, id: number): Promise<ApiKey> {
  return found(businessId).where('id', id).firstOrFail()
}
