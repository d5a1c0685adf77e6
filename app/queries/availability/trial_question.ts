import db from '@adonisjs/lucid/services/db'
import Service from '#models/services/service'
import { loadQuestion, type RuledService } from '#queries/availability/load_availability'
import type { Question } from '#scheduling/types'
import { sql } from '#transactions'

type TrialWanted = Omit<Parameters<typeof loadQuestion>[0], 'hostId'>

interface Switched {
  hostId: number
  isActive: boolean
}

/** The loader reads hosts, and whether all are needed, from the database: written, read, rolled back. */
export async function trialQuestion(
  wanted: TrialWanted,
  businessId: number,
  hostIds: number[]
): Promise<Question> {
  const trx = await db.transaction()
  try {
    const { service } = wanted
    if (service instanceof Service && service.$attributes.id === undefined) {
      await service.useTransaction(trx).save()
      await service.refresh()
    }
    const { id: serviceId, hostMode } = service
    const given = { businessId, serviceId, hostIds }
    await trx.from('services').where('id', serviceId).update({ host_mode: hostMode })
    await sql(trx, 'delete from service_hosts where service_id = :serviceId', given)
    await sql(
      trx,
      `insert into service_hosts (business_id, service_id, host_id)
       select business_id, :serviceId, id from hosts
       where business_id = :businessId and id = any(cast(:hostIds as bigint[]))`,
      given
    )
    return await loadQuestion({ ...wanted, hostId: null }, trx)
  } finally {
    await trx.rollback()
  }
}

export async function switchedQuestions(
  wanted: Omit<TrialWanted, 'service'>,
  services: readonly RuledService[],
  { hostId, isActive }: Switched
): Promise<Question[]> {
  const trx = await db.transaction()
  try {
    await trx.from('hosts').where('id', hostId).update({ is_active: isActive })
    const questions: Question[] = []
    for (const service of services) {
      questions.push(await loadQuestion({ ...wanted, service, hostId: null }, trx))
    }
    return questions
  } finally {
    await trx.rollback()
  }
}
