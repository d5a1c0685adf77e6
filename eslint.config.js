import { configApp } from '@adonisjs/eslint-config'

export default configApp(
  // Prettier itself looks at every file; within ESLint it took four fifths of the time.
  { rules: { 'prettier/prettier': 'off' } },
  { ignores: ['build', 'coverage', 'public', '.runtime', '.data', 'tmp'] },
  // A test reads best when it asks and asserts in one line.
  { files: ['tests/**/*.ts'], rules: { '@unicorn/no-await-expression-member': 'off' } }
)
