import { Button, CloseButton, Kbd, Pill, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type RefObject, useEffect, useState } from 'react';
import { systemsQuery } from '../api/queries.ts';
import type { Message } from '../api/types.ts';
import { plainName } from '../app/names.ts';
import { Icon } from '../ui/Icon.tsx';
import { sentence } from '../words/states.ts';
import { isFiltered, type MessageFilters, withFilter } from './filters.ts';
import styles from './MessagesPage.module.css';
import { PERIODS, periodStart, periodWords } from './periods.ts';

interface FilterBarProps {
  filters: MessageFilters;
  apply: (filters: MessageFilters) => void;
  /** The rows on screen: they know objects and flows that no list of the API names. */
  seen: Message[];
  searchRef: RefObject<HTMLInputElement | null>;
}

export function FilterBar({ filters, apply, seen, searchRef }: FilterBarProps) {
  const systems = useQuery(systemsQuery).data ?? [];
  const choose = (name: 'object' | 'flow' | 'system') => (value: string | null) =>
    apply(withFilter(filters, name, value));
  const flows = options(
    [...systems.flatMap((system) => system.flows), ...seen.map((message) => message.flow)],
    filters.flow,
    sentence,
  );
  const objects = options(
    seen.map((message) => message.object),
    filters.object,
    sentence,
  );
  const parties = options(
    [...systems.map((system) => system.name), ...seen.map((message) => message.sender)],
    filters.system,
    (name) => systems.find((system) => system.name === name)?.title ?? plainName(name),
  );
  return (
    <search className={styles.filters}>
      <SearchField
        value={filters.q ?? ''}
        inputRef={searchRef}
        apply={(q) => apply(withFilter(filters, 'q', q))}
      />
      <Choice label="Object" data={objects} value={filters.object} choose={choose('object')} />
      <Choice label="Flow" data={flows} value={filters.flow} choose={choose('flow')} />
      <Choice label="System" data={parties} value={filters.system} choose={choose('system')} />
      <Choice
        label="Any time"
        data={[
          ...PERIODS.map((period) => ({ value: period, label: periodWords(period) })),
          ...(filters.since === undefined
            ? []
            : [{ value: filters.since, label: periodWords(filters.since) }]),
        ]}
        value={filters.since}
        choose={(value) =>
          apply(withFilter(filters, 'since', value && periodStart(value, new Date())))
        }
      />
      {filters.case !== undefined && (
        <Pill
          size="lg"
          className={styles.ofCase ?? ''}
          withRemoveButton
          removeButtonProps={{ 'aria-label': 'Of all cases', 'aria-hidden': false, tabIndex: 0 }}
          onRemove={() => apply(withFilter(filters, 'case', null))}
        >
          In case {filters.case}
        </Pill>
      )}
      {isFiltered(filters) && (
        <Button variant="subtle" size="compact-md" onClick={() => apply({})}>
          Clear
        </Button>
      )}
    </search>
  );
}

function options(names: string[], chosen: string | undefined, label: (name: string) => string) {
  const all = new Set(chosen === undefined ? names : [...names, chosen]);
  return [...all].sort().map((value) => ({ value, label: label(value) }));
}

interface ChoiceProps {
  label: string;
  data: { value: string; label: string }[];
  value: string | undefined;
  choose: (value: string | null) => void;
}

function Choice({ label, data, value, choose }: ChoiceProps) {
  return (
    <Select
      aria-label={label}
      placeholder={label}
      data={data}
      value={value ?? null}
      onChange={choose}
      searchable={data.length > 6}
      clearable
      nothingFoundMessage="None"
      comboboxProps={{ shadow: 'md', width: 240, position: 'bottom-start' }}
      className={styles.choice ?? ''}
      data-set={value !== undefined || undefined}
    />
  );
}

interface SearchFieldProps {
  value: string;
  inputRef: RefObject<HTMLInputElement | null>;
  apply: (q: string | null) => void;
}

/** Typing searches by itself after a moment; Enter at once; Escape leaves the field. */
function SearchField({ value, inputRef, apply }: SearchFieldProps) {
  const [typed, setTyped] = useState(value);
  const later = useDebouncedCallback(apply, 300);
  useEffect(() => setTyped(value), [value]);
  return (
    <TextInput
      id="search"
      ref={inputRef}
      className={styles.search ?? ''}
      aria-label="Search by order number, key or correlation id"
      placeholder="Order number, key or correlation id"
      leftSection={<Icon name="search" />}
      rightSection={
        typed === '' ? (
          <Kbd size="sm">/</Kbd>
        ) : (
          <CloseButton
            size="sm"
            aria-label="Clear the search"
            onClick={() => {
              setTyped('');
              apply(null);
            }}
          />
        )
      }
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        later(event.currentTarget.value.trim());
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') apply(typed.trim());
        if (event.key === 'Escape' || event.key === 'Enter') event.currentTarget.blur();
      }}
    />
  );
}
