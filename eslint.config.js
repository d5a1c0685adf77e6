import { configApp } from '@adonisjs/eslint-config'

export default configApp(
  { ignores: ['build', 'coverage', 'public', '.runtime', '.data', 'tmp'] },
  // A test reads best when it asks and asserts in one line.
  { files: ['tests/**/*.ts'], rules: { '@unicorn/no-await-expression-member': 'off' } }
)
