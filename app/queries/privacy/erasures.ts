import Erasure from '#models/privacy/erasure'

/** By whoever read that address, at every business where it is not answered yet. */
export function erasuresAskedBy(email: string): Promise<Erasure[]> {
  return Erasure.query().where({ email, status: 'asked' }).orderBy('id').exec()
}

/** What clients asked for and nobody answered, the oldest first. */
export function erasuresAskedOf(businessId: number): Promise<Erasure[]> {
  return Erasure.query().where({ businessId, status: 'asked' }).orderBy('id').exec()
}

export function findErasure(businessId: number, id: number): Promise<Erasure> {
  return Erasure.query().where({ businessId, id }).preload('decider').firstOrFail()
}

export function openErasureOf(businessId: number, clientId: number): Promise<Erasure | null> {
  return Erasure.query()
    .where({ businessId, clientId })
    .whereIn('status', ['asked', 'running'])
    .first()
}
