import { Button, PasswordInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { call, Refusal } from '../api/http.ts';
import { Logo } from '../ui/Logo.tsx';
import { saying } from '../ui/Notice.tsx';
import styles from './SignIn.module.css';

export function SignIn() {
  const queries = useQueryClient();
  const [key, setKey] = useState('');
  const signIn = useMutation({
    mutationFn: () => call<void>('POST', '/v1/session', { key: key.trim() }),
    onSuccess: () => queries.resetQueries(),
  });
  useEffect(() => {
    document.title = 'Sign in · Millrace';
  }, []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (key.trim() !== '') signIn.mutate();
  };
  return (
    <div className={styles.page}>
      <Race />
      <main className={styles.card}>
        <div className={styles.brand}>
          <Logo size={44} />
          <h1>Millrace</h1>
        </div>
        <p className={styles.lead}>
          See where every order, confirmation and shipment is, and let go what is held.
        </p>
        <form onSubmit={submit}>
          <PasswordInput
            label="Access key"
            description="It begins with mr_ and comes from whoever runs Millrace at your site."
            placeholder="mr_…"
            size="md"
            autoFocus
            autoComplete="current-password"
            spellCheck={false}
            value={key}
            onChange={(event) => setKey(event.currentTarget.value)}
            error={signIn.isError ? refusalWords(signIn.error) : null}
          />
          <Button type="submit" size="md" fullWidth mt="md" loading={signIn.isPending}>
            Sign in
          </Button>
        </form>
      </main>
    </div>
  );
}

function refusalWords(failure: unknown): string {
  if (failure instanceof Refusal && failure.status === 401) {
    return 'This key is not known, or it is no longer valid. Check that you copied all of it.';
  }
  if (failure instanceof Refusal && failure.status === 429) {
    return 'Too many tries. Wait a minute and try again.';
  }
  return saying(failure);
}

/** Water running past: the console's one ornament. */
function Race() {
  return (
    <svg
      className={styles.race}
      viewBox="0 0 1200 400"
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {[0, 1, 2, 3].map((depth) => (
        <path
          key={depth}
          d={`M0 ${120 + depth * 62}c150 0 150-${34 + depth * 6} 300-${34 + depth * 6}s150 ${34 + depth * 6} 300 ${34 + depth * 6} 150-${34 + depth * 6} 300-${34 + depth * 6} 150 ${34 + depth * 6} 300 ${34 + depth * 6}V400H0z`}
          fill="#2fb5c7"
          opacity={0.1 + depth * 0.06}
        />
      ))}
    </svg>
  );
}
