import { mappedShown } from '#models/outside/outside_service'
import { versionOf } from '#models/version'
import type Business from '#models/settings/business'
import {
  calcomBridge,
  calcomDeliveries,
  calcomDifferences,
  calcomServices,
} from '#queries/outside/outside_list'
import { mappedField } from '#validators/outside/calcom_form'
import { emptyForm, type Form } from '#validators/form'

/** How a business takes over what is booked at Cal.com. */
export async function calcomPage(business: Business, form: Form = emptyForm()) {
  const bridge = await calcomBridge(business.id)
  const services = await business.related('services').query().orderBy('position').orderBy('id')
  const mapped = await calcomServices(business.id)
  const stored = mapped.map(({ id, serviceId }) => [mappedField(id), String(serviceId ?? '')])
  return {
    bridge,
    mapped: mapped.map(({ id, name }) => ({ name, field: mappedField(id) })),
    mapping: emptyForm({
      ...Object.fromEntries(stored),
      version: versionOf(mappedShown(mapped)),
    }),
    services: services.map(({ id, name }) => ({ value: String(id), label: name })),
    differences: await calcomDifferences(business.id),
    deliveries: await calcomDeliveries(business.id),
    form,
  }
}
