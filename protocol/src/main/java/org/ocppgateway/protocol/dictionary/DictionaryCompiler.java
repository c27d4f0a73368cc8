package org.ocppgateway.protocol.dictionary;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.dictionary.Declaration.Enumeration;
import org.ocppgateway.protocol.dictionary.Declaration.Everywhere;
import org.ocppgateway.protocol.dictionary.Declaration.FieldDeclaration;
import org.ocppgateway.protocol.dictionary.Declaration.Fields;
import org.ocppgateway.protocol.dictionary.Declaration.Kind;
import org.ocppgateway.protocol.dictionary.Declaration.Message;
import org.ocppgateway.protocol.dictionary.ValueType.AnyType;

/** Compiles declarations into types: resolves names and validates the rules that concern several lines. */
final class DictionaryCompiler {
    private final List<Declaration> declarations;
    private final List<SuspectValue> suspectValues;
    private final List<String> problems;
    private final Map<String, String> reservedNames = new HashMap<>();
    private final Map<String, Fields> types = new HashMap<>();
    private final Map<String, Enumeration> enumerations = new HashMap<>();
    private final Map<String, ValueType> compiled = new HashMap<>();
    private final Set<String> beingCompiled = new LinkedHashSet<>();
    private final List<FieldDeclaration> everywhere = new ArrayList<>();
    private final TypeExpression expressions;

    /** @param longestText maximum length of strings that have no maximum of their own */
    DictionaryCompiler(
            List<Declaration> declarations, List<SuspectValue> suspectValues, int longestText, List<String> problems) {
        this.declarations = declarations;
        this.suspectValues = suspectValues;
        this.problems = problems;
        this.expressions = new TypeExpression(this::named, longestText);
    }

    Dictionary compile() {
        declarations.forEach(this::declare);
        enumerations.keySet().forEach(this::named);
        Map<Action, MessageType> messages = new LinkedHashMap<>();
        Map<String, ObjectType> objects = objects(Kind.TYPE);
        for (Declaration declaration : declarations) {
            if (declaration instanceof Message message) {
                MessageType type = message(message);
                messages.put(type.action(), type);
                objects.put(type.request().name(), type.request());
                if (type.response() != null) {
                    objects.put(type.response().name(), type.response());
                }
            }
        }
        return new Dictionary(
                messages,
                objects,
                objects(Kind.EVENT),
                objects(Kind.COMMAND),
                objects(Kind.REPLY),
                objects(Kind.ANSWER));
    }

    private Map<String, ObjectType> objects(Kind kind) {
        Map<String, ObjectType> objects = new LinkedHashMap<>();
        for (Declaration declaration : declarations) {
            if (declaration instanceof Fields fields && fields.kind() == kind) {
                ObjectType type =
                        kind == Kind.TYPE && named(fields.name()) instanceof ObjectType known ? known : object(fields);
                objects.put(type.name(), type);
            }
        }
        return objects;
    }

    private void declare(Declaration declaration) {
        switch (declaration) {
            case Message message -> {
                reserveName(message.name() + "Request", message);
            }
            case Fields fields -> {
                if (fields.kind() == Kind.TYPE) {
                    reserveName(fields.name(), fields);
                    types.put(fields.name(), fields);
                } else {
                    reserveName(fields.kind() + " " + fields.name(), fields);
                }
            }
            case Enumeration enumeration -> {
                reserveName(enumeration.name(), enumeration);
                enumerations.put(enumeration.name(), enumeration);
            }
            case Everywhere fields -> everywhere.addAll(fields.fields());
        }
    }

    private void reserveName(String name, Declaration declaration) {
        String other = reservedNames.putIfAbsent(name, declaration.where());
        if (other != null) {
            problem(declaration.where(), declaration.name() + " is already declared at " + other);
        }
    }

    private MessageType message(Message message) {
        ObjectType request =
                object(message.where(), message.name() + "Request", message.doc(), false, message.request());
        ObjectType response = message.response() == null
                ? null
                : object(message.where(), message.name() + "Response", "", false, message.response());
        return new MessageType(new Action(message.name()), message.direction(), response != null, request, response);
    }

    /** Returns the type or enumeration with this name. Compiles it on first use. */
    private @Nullable ValueType named(String name) {
        ValueType known = compiled.get(name);
        if (known != null) {
            return known;
        }
        if (!beingCompiled.add(name)) {
            throw new IllegalArgumentException(
                    "a type contains itself: " + String.join(" > ", beingCompiled) + " > " + name);
        }
        Fields fields = types.get(name);
        Enumeration enumeration = enumerations.get(name);
        ValueType type = null;
        if (fields != null) {
            type = object(fields);
        } else if (enumeration != null) {
            type = enumeration(enumeration);
        }
        beingCompiled.remove(name);
        if (type != null) {
            compiled.put(name, type);
        }
        return type;
    }

    private ValueType enumeration(Enumeration enumeration) {
        try {
            return TypeExpression.enumType(enumeration.name(), enumeration.values());
        } catch (IllegalArgumentException e) {
            problem(enumeration.where(), e.getMessage());
            return new AnyType();
        }
    }

    private ObjectType object(Fields fields) {
        return object(fields.where(), fields.name(), fields.doc(), fields.open(), fields.fields());
    }

    private ObjectType object(String where, String name, String doc, boolean open, List<FieldDeclaration> declared) {
        List<FieldDeclaration> all = new ArrayList<>(declared);
        if (!open) {
            all.addAll(everywhere);
        }
        Set<String> names = new HashSet<>();
        List<Field> fields = new ArrayList<>();
        for (FieldDeclaration field : all) {
            if (!names.add(field.name())) {
                problem(field.where(), name + " has a duplicate field " + field.name());
            }
            fields.add(new Field(field.name(), field.required(), type(field), field.doc()));
        }
        if (fields.size() > ObjectType.MAX_FIELDS) {
            problem(where, name + " has more than " + ObjectType.MAX_FIELDS + " fields");
            fields.clear();
        }
        ObjectType type = new ObjectType(
                name,
                doc,
                open,
                fields,
                suspectValues.stream()
                        .filter(suspect -> suspect.type().equals(name))
                        .toList());
        if (type.depth() > PayloadReader.MAX_DEPTH) {
            problem(where, name + " is nested deeper than the limit of the reader, " + PayloadReader.MAX_DEPTH);
        }
        return type;
    }

    private ValueType type(FieldDeclaration field) {
        try {
            return expressions.parse(field.type());
        } catch (IllegalArgumentException e) {
            problem(field.where(), field.name() + ": " + e.getMessage());
            return new AnyType();
        }
    }

    private void problem(String where, @Nullable String problem) {
        problems.add(where + ": " + problem);
    }
}
