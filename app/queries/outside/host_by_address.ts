import Host from '#models/availability/host'
import type Service from '#models/services/service'

/** Who gives the service and signs in with that address; null lets the service choose. */
export async function hostByAddress(
  { id, hostMode }: Pick<Service, 'id' | 'hostMode'>,
  email: string | null
): Promise<number | null> {
  if (!email || hostMode !== 'any') return null
  const host = await Host.query()
    .whereHas('services', (services) => void services.where('services.id', id))
    .whereHas('user', (users) => void users.whereILike('email', likeExactly(email)))
    .orderBy('id')
    .first()
  return host?.id ?? null
}

function likeExactly(text: string): string {
  return text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)
}
