import { defineConfig } from '@adonisjs/core/bodyparser'

export default defineConfig({
  allowedMethods: ['POST', 'PUT', 'PATCH', 'DELETE'],
  form: {
    convertEmptyStringsToNull: true,
    types: ['application/x-www-form-urlencoded'],
    limit: '100kb',
  },
  json: {
    convertEmptyStringsToNull: true,
    types: ['application/json', 'application/json; charset=utf-8'],
    limit: '100kb',
  },
  multipart: {
    autoProcess: true,
    convertEmptyStringsToNull: true,
    // With a limit of their own, once it is known who sends them.
    processManually: [
      '/admin/clients/imports',
      '/admin/bookings/imports',
      '/admin/settings/logo',
      '/admin/settings/cover',
      '/admin/people/:id/photo',
      '/admin/services/:id/photo',
    ],
    limit: '1mb',
    types: ['multipart/form-data'],
  },
})
