import type { HttpContext } from '@adonisjs/core/http'
import limits from '#config/imports'
import { lastBookingImports } from '#queries/imports/booking_imports'
import type { Form } from '#validators/form'

/** For sentences. */
export const IMPORT_LIMITS = {
  most: limits.mostBookings,
  megabytes: limits.mostBytes / 1024 ** 2,
}

export async function askForImport(
  { business, response, view }: HttpContext,
  form: Form,
  status = 200
) {
  response.status(status)
  const page = { imports: await lastBookingImports(business), form, limits: IMPORT_LIMITS }
  return view.render('pages/owner/imports/booking_imports', page)
}
